package io.stator.harness.stator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.partition.Partition;
import io.stator.partition.TransactionStep;
import io.stator.txn.CountedIntents;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Decide;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrappedPartitionTest {
    private static final TransactionHeader HEADER = new TransactionHeader(
            new TransactionId(ByteString.copyFrom(new byte[TransactionId.BYTES])),
            new EncodedKey(1, 2, ByteString.EMPTY, ByteString.EMPTY),
            3);
    private static final TransactionStep DECISION = new TransactionStep(new Decide(HEADER, CountedIntents.NONE), 1);
    private static final TransactionStep OTHER = new TransactionStep(new Abort(HEADER), 1);

    @TempDir
    Path directory = Path.of("");

    private final List<String> events = new ArrayList<>();

    private final Partition right = (Partition) Proxy.newProxyInstance(
            Partition.class.getClassLoader(), new Class<?>[] {Partition.class}, (proxy, method, arguments) -> {
                events.add(method.getName());
                return new CompletableFuture<>();
            });

    @Test
    void itsNodeEndsBeforeTheFirstDecisionWhileTheTrapIsSet() throws IOException {
        DecisionTrap trap = DecisionTrap.in(directory.resolve("decisions"));
        TrappedPartition partition = new TrappedPartition(right, trap, () -> events.add("end"));
        partition.step(DECISION);
        assertThat(events).containsExactly("step");
        trap.set(true);
        partition.step(OTHER);
        assertThat(events).containsExactly("step", "step");
        partition.step(DECISION);
        assertThat(events).startsWith("step", "step", "end");
    }
}
