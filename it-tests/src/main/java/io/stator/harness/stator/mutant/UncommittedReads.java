package io.stator.harness.stator.mutant;

import com.google.protobuf.ByteString;
import io.stator.harness.stator.cluster.DelegatingPartition;
import io.stator.model.EncodedKey;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.TableInfo;
import io.stator.partition.ItemWrite;
import io.stator.partition.Partition;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.WriteOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Shows an item to eventual reads as soon as somebody wants to put it, before the log has it and its condition is known to hold. */
final class UncommittedReads extends DelegatingPartition {
    private final Map<EncodedKey, ByteString> wanted = new ConcurrentHashMap<>();

    UncommittedReads(Partition right) {
        super(right);
    }

    @Override
    public CompletableFuture<WriteOutcome> write(ItemWrite write) {
        if (!(write.action() instanceof ItemWrite.Put put)) {
            return super.write(write);
        }
        wanted.put(write.key(), put.item());
        return super.write(write).whenComplete((outcome, failure) -> wanted.remove(write.key(), put.item()));
    }

    @Override
    public CompletableFuture<ReadOutcome<Optional<SizedItem>>> get(
            TableInfo table, EncodedKey key, long epoch, boolean strong) {
        ByteString item = wanted.get(key);
        return strong || item == null
                ? super.get(table, key, epoch, strong)
                : CompletableFuture.completedFuture(
                        new ReadOutcome.Found<>(Optional.of(new SizedItem(item, ItemSize.of(ItemCodec.decode(item))))));
    }
}
