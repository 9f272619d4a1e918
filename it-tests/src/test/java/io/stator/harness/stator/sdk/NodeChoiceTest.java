package io.stator.harness.stator.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeChoiceTest {
    private static final URI A = URI.create("http://a");
    private static final URI B = URI.create("http://b");
    private static final URI C = URI.create("http://c");

    private final List<URI> nodes = new ArrayList<>(List.of(A, B, C));
    private final NodeChoice choice = new NodeChoice(() -> List.copyOf(nodes));

    private URI ofAnotherThread() {
        CompletableFuture<URI> chosen = new CompletableFuture<>();
        new Thread(() -> chosen.complete(choice.mine()), "another").start();
        return chosen.join();
    }

    @Test
    void threadsSpreadOverAllNodes() {
        assertThat(Stream.generate(this::ofAnotherThread).limit(4)).containsExactly(A, B, C, A);
    }

    @Test
    void aThreadStaysWhereItIs() {
        assertThat(Stream.generate(choice::mine).limit(3)).containsOnly(A);
    }

    @Test
    void aThreadThatLeavesGoesToTheNextNode() {
        choice.mine();
        choice.leave();
        assertThat(choice.mine()).isEqualTo(B);
        choice.leave();
        choice.leave();
        assertThat(choice.mine()).as("behind the last comes the first").isEqualTo(A);
    }

    @Test
    void nodesThatComeAndGoAreFollowed() {
        assertThat(choice.mine()).isEqualTo(A);
        nodes.remove(A);
        choice.leave();
        assertThat(nodes).contains(choice.mine());
        nodes.clear();
        nodes.add(A);
        choice.leave();
        assertThat(choice.mine()).isEqualTo(A);
    }

    @Test
    void whereThereIsOneNodeItIsThatOne() {
        NodeChoice one = new NodeChoice(() -> List.of(B));
        one.leave();
        assertThat(one.mine()).isEqualTo(B);
    }
}
