package io.stator.harness.stator.cluster;

import io.stator.client.StatorClient;
import io.stator.client.StatorClientBuilder;
import io.stator.client.routing.ChannelFactory;
import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.server.launch.LocalClusterSpec;
import io.stator.server.launch.NodePlace;
import io.stator.server.launch.PartitionDigest;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A cluster under test whose nodes run Stator. This program reaches every node past the faults of the
 * links between nodes, as a client in a network of its own would; a node that is down or stands still
 * does not answer it either. {@link #address}, {@link #addresses}, {@link #gateways}, {@link #channels}, {@link
 * #clientOfAll} and {@link #clientOf} may be called from any thread.
 */
public interface StatorCluster extends ClusterUnderTest {
    /** Of each partition, where there are as many nodes. */
    int REPLICAS = 3;

    /** For the catalog to decide that a node is to go, while it may be without a leader. */
    Duration DECISION_TIMEOUT = Duration.ofSeconds(30);

    /** host:port of a node, as the nodes name it; for {@link #channels}. */
    String address(int node);

    /** Of every node, ascending by number. */
    default List<String> addresses() {
        return nodes().stream().map(this::address).toList();
    }

    /** Where this program reaches the DynamoDB API of every node, ascending by number; open to everybody. */
    List<URI> gateways();

    /** Where a node has its DynamoDB API. */
    static URI gateway(NodePlace place) {
        return URI.create("http://" + place.host().address() + ":" + place.gatewayPort());
    }

    /**
     * What a cluster of so many nodes can do.
     *
     * @param able what its driver can do
     */
    static Set<Capability> capabilities(Set<Capability> able, int nodes) {
        EnumSet<Capability> capabilities = EnumSet.copyOf(able);
        if (nodes < REPLICAS) {
            // Whoever is lost for good then had the only replica of something, or a half of two.
            capabilities.remove(Capability.REPLACE);
        }
        if (nodes >= LocalClusterSpec.NODES_MAX) {
            capabilities.remove(Capability.MEMBERS);
        }
        return capabilities;
    }

    /**
     * Of drivers that make hosts when the cluster is made: for those that it begins with, and one more.
     *
     * @param number of the node that is to come
     * @param hosts numbers for which there is one
     * @throws ClusterException if there is none for this
     */
    static void requireHost(int number, int hosts) {
        if (number > hosts) {
            throw new ClusterException(
                    "no node more can come before one goes: there are hosts for " + hosts + ", and each has one");
        }
    }

    /** Opens channels to these addresses, and to those that nodes answer with. */
    ChannelFactory channels();

    /**
     * Has each partition compute a digest at one log index in each of its replicas, and collects them.
     *
     * @throws RuntimeException if a partition has no leader that starts it in time
     */
    List<PartitionDigest> digests(Duration timeLimit);

    /** A client of the whole cluster, to be finished with time-outs and built. */
    default StatorClientBuilder clientOfAll() {
        return StatorClient.builder().addresses(addresses()).channels(channels());
    }

    /**
     * A client that speaks to one node alone, whatever nodes it is told of: what that node does not do
     * itself fails.
     *
     * @param node from 1
     */
    default StatorClientBuilder clientOf(int node) {
        String only = address(node);
        ChannelFactory channels = channels();
        return StatorClient.builder().addresses(List.of(only)).channels(address -> channels.open(only));
    }
}
