package io.stator.harness.stator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.Partition;
import io.stator.partition.TransactionStep;
import io.stator.txn.CountedIntents;
import io.stator.txn.IntentStamp;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Execute;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrappedPartitionTest {
    private static final TransactionHeader HEADER = new TransactionHeader(
            new TransactionId(ByteString.copyFrom(new byte[TransactionId.BYTES])),
            new EncodedKey(1, 2, ByteString.EMPTY, ByteString.EMPTY),
            3);
    private static final TransactionStep DECISION = decision(new CountedIntents(
            Map.of(new EncodedKey(1, 3, ByteString.copyFromUtf8("b"), ByteString.EMPTY), new IntentStamp(4))));
    private static final TransactionStep OTHER = new TransactionStep(new Abort(HEADER), 1);

    @TempDir
    Path directory = Path.of("");

    private final List<String> events = new ArrayList<>();

    private final Partition right = (Partition) Proxy.newProxyInstance(
            Partition.class.getClassLoader(), new Class<?>[] {Partition.class}, (proxy, method, arguments) -> {
                events.add(method.getName());
                return new CompletableFuture<>();
            });

    private static TransactionStep decision(CountedIntents counted) {
        ItemChange change = new ItemChange(HEADER.anchor(), 1, new ItemWrite.Delete(), null, false, null);
        return new TransactionStep(new Execute(HEADER, List.of(HEADER.anchor()), null, counted), 1, List.of(change));
    }

    @Test
    void itsNodeEndsBeforeTheFirstDecisionWhileTheTrapIsSet() throws IOException {
        DecisionTrap trap = DecisionTrap.in(directory.resolve("decisions"));
        TrappedPartition partition = new TrappedPartition(right, trap, () -> events.add("end"));
        partition.step(DECISION);
        assertThat(events).containsExactly("step");
        trap.set(true);
        partition.step(OTHER);
        partition.step(decision(CountedIntents.NONE));
        assertThat(events).containsExactly("step", "step", "step");
        partition.step(DECISION);
        assertThat(events).startsWith("step", "step", "step", "end");
    }
}
