package io.stator.harness.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A cluster that is another one, apart from what a subclass does otherwise. Closing it closes the other. */
public abstract class DelegatingCluster implements ClusterUnderTest {
    private final ClusterUnderTest cluster;

    protected DelegatingCluster(ClusterUnderTest cluster) {
        this.cluster = cluster;
    }

    @Override
    public String driver() {
        return cluster.driver();
    }

    @Override
    public Set<Capability> capabilities() {
        return cluster.capabilities();
    }

    @Override
    public Set<Integer> nodes() {
        return cluster.nodes();
    }

    @Override
    public Set<Integer> alive() {
        return cluster.alive();
    }

    @Override
    public void start() {
        cluster.start();
    }

    @Override
    public void launch(Set<Integer> nodes) {
        cluster.launch(nodes);
    }

    @Override
    public void awaitServing(Duration timeout) {
        cluster.awaitServing(timeout);
    }

    @Override
    public void kill(Set<Integer> nodes) {
        cluster.kill(nodes);
    }

    @Override
    public void killAtDecision(Set<Integer> nodes) {
        cluster.killAtDecision(nodes);
    }

    @Override
    public void stop(int node) {
        cluster.stop(node);
    }

    @Override
    public void pause(Set<Integer> nodes) {
        cluster.pause(nodes);
    }

    @Override
    public void resume(Set<Integer> nodes) {
        cluster.resume(nodes);
    }

    @Override
    public void cut(Set<Link> links) {
        cluster.cut(links);
    }

    @Override
    public void degrade(Set<Link> links, LinkQuality quality) {
        cluster.degrade(links, quality);
    }

    @Override
    public void healLinks() {
        cluster.healLinks();
    }

    @Override
    public void skewClock(int node, Duration offset) {
        cluster.skewClock(node, offset);
    }

    @Override
    public void fillDisk(int node) {
        cluster.fillDisk(node);
    }

    @Override
    public void freeDisk(int node) {
        cluster.freeDisk(node);
    }

    @Override
    public void stallDisk(int node) {
        cluster.stallDisk(node);
    }

    @Override
    public void slowDisk(int node) {
        cluster.slowDisk(node);
    }

    @Override
    public void resumeDisk(int node) {
        cluster.resumeDisk(node);
    }

    @Override
    public void losePower(Set<Integer> nodes) {
        cluster.losePower(nodes);
    }

    @Override
    public void awaitSettled(Duration timeout) {
        cluster.awaitSettled(timeout);
    }

    @Override
    public void replace(int node) {
        cluster.replace(node);
    }

    @Override
    public int add() {
        return cluster.add();
    }

    @Override
    public void drain(int node) {
        cluster.drain(node);
    }

    @Override
    public void remove(int node, Duration timeout) {
        cluster.remove(node, timeout);
    }

    @Override
    public List<Integer> leaders() {
        return cluster.leaders();
    }

    @Override
    public List<String> logTail(int node, int linesMax) {
        return cluster.logTail(node, linesMax);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
