package io.stator.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.nemesis.RecordingCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Node 2 of three is the one that ends. */
class WatchedClusterTest {
    private static final int NODE = 2;
    private static final Set<Integer> IT = Set.of(NODE);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final List<String> said = new ArrayList<>();
    private long seconds;
    private boolean logIsLost;

    private final RecordingCluster nodes = new RecordingCluster(3, EnumSet.allOf(Capability.class), List.of(NODE)) {
        @Override
        public List<String> logTail(int node, int linesMax) {
            if (logIsLost) {
                throw new ClusterException("the log is gone");
            }
            return List.of("starts", "no memory for n" + node);
        }
    };

    private final RunClock clock = new RunClock() {
        @Override
        public long nanos() {
            return Duration.ofSeconds(seconds).toNanos();
        }

        @Override
        public void rest(Duration time) {
            throw new UnsupportedOperationException("nobody rests");
        }
    };

    private final WatchedCluster cluster = new WatchedCluster(nodes, clock, (atNanos, what) -> said.add(what));

    private void endsByItself() {
        nodes.down.add(NODE);
    }

    private List<String> found() {
        cluster.look();
        return cluster.judgement().findings().stream().map(Finding::title).toList();
    }

    private static Named<Consumer<WatchedCluster>> call(String name, Consumer<WatchedCluster> call) {
        return Named.of(name, call);
    }

    @Test
    void aNodeThatEndsByItselfIsFoundOnceWithItsTimeAndItsLastWords() {
        seconds = 10;
        cluster.look();
        endsByItself();
        seconds = 12;
        assertThat(found()).containsExactly("n2 ended by itself, 10.0 to 12.0 s into the run");
        seconds = 20;
        assertThat(found()).hasSize(1);
        assertThat(cluster.judgement().result()).isEqualTo(Result.INVALID);
        assertThat(cluster.judgement().findings().get(0).text()).isEqualTo("starts\nno memory for n2");
        assertThat(said).containsExactlyElementsOf(found());
    }

    @Test
    void itIsFoundAgainWhenItWasStartedAgain() {
        endsByItself();
        cluster.look();
        cluster.launch(IT);
        cluster.look();
        endsByItself();
        assertThat(found()).hasSize(2);
        assertThat(cluster.judgement().summary()).isEqualTo("2 times a node ended by itself");
    }

    @Test
    void aLogThatCannotBeReadHidesNothing() {
        logIsLost = true;
        endsByItself();
        assertThat(found()).hasSize(1);
        assertThat(cluster.judgement().findings().get(0).text()).contains("the log is gone");
    }

    static Stream<Named<Consumer<WatchedCluster>>> whatHidesAnEnd() {
        return Stream.of(
                call("start", WatchedCluster::start),
                call("launch", cluster -> cluster.launch(IT)),
                call("heal", cluster -> cluster.heal(TIMEOUT)),
                call("kill", cluster -> cluster.kill(IT)),
                call("stop", cluster -> cluster.stop(NODE)),
                call("losePower", cluster -> cluster.losePower(IT)),
                call("killAtDecision", cluster -> cluster.killAtDecision(IT)),
                call("fillDisk", cluster -> cluster.fillDisk(NODE)),
                call("stallDisk", cluster -> cluster.stallDisk(NODE)),
                call("slowDisk", cluster -> cluster.slowDisk(NODE)),
                call("replace", cluster -> cluster.replace(NODE)),
                call("drain", cluster -> cluster.drain(NODE)),
                call("remove", cluster -> cluster.remove(NODE, TIMEOUT)));
    }

    @ParameterizedTest
    @MethodSource("whatHidesAnEnd")
    void anEndIsSeenBeforeItIsHidden(Consumer<WatchedCluster> hides) {
        endsByItself();
        hides.accept(cluster);
        assertThat(found()).hasSize(1);
    }

    static Stream<Named<Consumer<WatchedCluster>>> whatANodeMayEndBy() {
        return Stream.of(
                call("kill", cluster -> cluster.kill(IT)),
                call("stop", cluster -> cluster.stop(NODE)),
                call("losePower", cluster -> cluster.losePower(IT)),
                call("killAtDecision", cluster -> cluster.killAtDecision(IT)),
                call("fillDisk", cluster -> cluster.fillDisk(NODE)),
                call("stallDisk", cluster -> cluster.stallDisk(NODE)),
                call("slowDisk", cluster -> cluster.slowDisk(NODE)),
                call("drain", cluster -> cluster.drain(NODE)),
                call("remove", cluster -> cluster.remove(NODE, TIMEOUT)));
    }

    @ParameterizedTest
    @MethodSource("whatANodeMayEndBy")
    void anEndThatWasAskedForIsNone(Consumer<WatchedCluster> ends) {
        ends.accept(cluster);
        endsByItself();
        assertThat(found()).isEmpty();
        assertThat(cluster.judgement().result()).isEqualTo(Result.VALID);
        assertThat(said).isEmpty();
    }

    static Stream<Named<Consumer<WatchedCluster>>> whatANodeMayNotEndBy() {
        return Stream.of(
                call("pause", cluster -> cluster.pause(IT)),
                call("cut", cluster -> cluster.cut(Set.of())),
                call("skewClock", cluster -> cluster.skewClock(NODE, Duration.ofDays(1))),
                call("awaitSettled", cluster -> cluster.awaitSettled(TIMEOUT)),
                call("kill of another", cluster -> cluster.kill(Set.of(1))),
                call("full disk of another", cluster -> cluster.fillDisk(1)),
                call("killed and started again", cluster -> {
                    cluster.kill(IT);
                    cluster.launch(IT);
                }),
                call("without power and started again", cluster -> {
                    cluster.losePower(IT);
                    cluster.start();
                }),
                call("full disk, freed, and started again", cluster -> {
                    cluster.fillDisk(NODE);
                    cluster.freeDisk(NODE);
                    cluster.kill(IT);
                    cluster.launch(IT);
                }),
                call("replaced", cluster -> {
                    cluster.kill(IT);
                    cluster.replace(NODE);
                }),
                call("removed and come again", cluster -> {
                    cluster.remove(NODE, TIMEOUT);
                    cluster.add();
                }));
    }

    @ParameterizedTest
    @MethodSource("whatANodeMayNotEndBy")
    void anyOtherEndIsFound(Consumer<WatchedCluster> doesNotEnd) {
        doesNotEnd.accept(cluster);
        assertThat(found()).isEmpty();
        endsByItself();
        assertThat(found()).hasSize(1);
    }

    @Test
    void aNodeThatCameIsToStay() {
        int added = cluster.add();
        nodes.down.add(added);
        assertThat(found()).singleElement().asString().startsWith("n4 ended by itself");
    }

    /** A start of what runs changes nothing: it may still make up its mind about what it met. */
    @Test
    void aNodeWhoseDiskWasBrokenMayEndUntilItIsStartedAnew() {
        cluster.stallDisk(NODE);
        cluster.resumeDisk(NODE);
        cluster.launch(IT);
        endsByItself();
        assertThat(found()).isEmpty();
    }

    /** It is refused if it is no part of the cluster any more by then. */
    @Test
    void aDrainedNodeMayEndWhenItIsStartedAgain() {
        cluster.drain(NODE);
        cluster.kill(IT);
        cluster.launch(IT);
        endsByItself();
        assertThat(found()).isEmpty();
    }

    @Test
    void aNodeThatIsStartedOnAFullDiskMayEnd() {
        cluster.fillDisk(NODE);
        cluster.kill(IT);
        cluster.launch(IT);
        endsByItself();
        assertThat(found()).isEmpty();
    }
}
