package io.stator.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.catalog.NodeRecord;
import io.stator.server.config.StartupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of a cluster that comes back, among nodes that know its members as they are, or as they were. */
class ClusterJoinTest {
    private static final String CLUSTER = "c";

    @TempDir
    Path root;

    private final List<StartupException> refusals = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private DataDirectory data;

    @SuppressWarnings("NullAway.Init")
    private NodeRecord self;

    @BeforeEach
    void openAsPartOfTheCluster() {
        data = DataDirectory.open(root, "n1");
        self = node(1, data.identity().incarnation());
        data.join(CLUSTER, List.of(self, node(2, "b"), node(3, "c")));
    }

    @AfterEach
    void close() throws IOException {
        data.close();
    }

    private static NodeRecord node(int number, String incarnation) {
        return new NodeRecord("n" + number, incarnation, addressOf(number), "h" + number + ":2");
    }

    private static String addressOf(int number) {
        return "h" + number + ":1";
    }

    private PeerIdentity says(int number, NodeRecord first) {
        return new PeerIdentity(node(number, "x"), CLUSTER, List.of(first, node(2, "b"), node(4, "d")));
    }

    /** @param leaders by address, who tells the members as they are now */
    private void verify(Map<String, PeerIdentity> known, Map<String, PeerIdentity> leaders) {
        PeerIdentifier identifier = (address, caller) -> {
            Map<String, PeerIdentity> answers = caller.current() ? leaders : known;
            return answers.containsKey(address)
                    ? CompletableFuture.completedFuture(answers.get(address))
                    : CompletableFuture.failedFuture(new IOException("no answer"));
        };
        PeerAdmission none = (address, node, replace) -> CompletableFuture.failedFuture(new IOException("none"));
        new ClusterJoin(data, self, List.of(), new ClusterJoin.Peers(identifier, none)).verify(refusals::add);
    }

    @Test
    void whoTookTheOtherOnesPlaceIsNotRefusedByThoseThatKnowOnlyTheOther() {
        PeerIdentity old = says(2, node(1, "the one before"));
        verify(Map.of(addressOf(2), old), Map.of());
        assertThat(refusals).as("nobody leads the catalog yet").isEmpty();
        verify(Map.of(addressOf(2), old), Map.of(addressOf(2), says(2, self)));
        assertThat(refusals).as("its leader knows better").isEmpty();
    }

    @Test
    void whoWasReplacedIsRefusedByTheLeaderEvenIfThatCameLater() {
        NodeRecord successor = node(1, "the one after");
        verify(Map.of(addressOf(2), says(2, successor)), Map.of(addressOf(4), says(4, successor)));
        assertThat(refusals)
                .singleElement()
                .satisfies(refusal ->
                        assertThat(refusal).hasMessageContaining("node 'n4' says that node 'n1' was replaced"));
    }

    @Test
    void whoIsOfAnotherClusterIsRefused() {
        verify(Map.of(addressOf(3), new PeerIdentity(node(3, "c"), "another", List.of())), Map.of());
        assertThat(refusals)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).hasMessageContaining("is part of cluster another"));
    }
}
