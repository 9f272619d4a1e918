package io.stator.partition.replica;

import com.google.protobuf.ByteString;
import io.stator.consensus.LogPosition;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ReturnValues;
import io.stator.partition.CommandOutcome;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Applies log entries of several puts of 1 KiB, each with a request id, to a real store. The figure is of one write. Entries are
 * made before each iteration: no write may have an id of an earlier one, or it is answered and not applied.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(1)
public class ApplyBenchmark {
    private static final int WRITES = 4096;
    private static final int KEYS = 100_000;
    private static final int VALUE_BYTES = 1024;

    @Param({"1", "16", "256"})
    private int commands;

    private final Random random = new Random(1);
    private final byte[] value = new byte[VALUE_BYTES];
    private Path directory = Path.of("");
    private PartitionFixture fixture;
    private List<List<ByteBuffer>> entries = List.of();

    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("stator-apply-benchmark");
        fixture = new PartitionFixture(directory);
    }

    @Setup(Level.Iteration)
    public void makeEntries() {
        long sentAfter = fixture.partition.writeCount();
        entries = new ArrayList<>();
        for (int from = 0; from < WRITES; from += commands) {
            List<ByteBuffer> entry = new ArrayList<>();
            for (int i = 0; i < commands; i++) {
                entry.add(ByteBuffer.wrap(command(sentAfter)).asReadOnlyBuffer());
            }
            entries.add(entry);
        }
    }

    private byte[] command(long sentAfter) {
        random.nextBytes(value);
        byte[] id = new byte[16];
        random.nextBytes(id);
        Item item = PartitionFixture.item("customer-" + random.nextInt(KEYS), 7)
                .set("value", AttributeValue.binary(ByteString.copyFrom(value)))
                .build();
        ItemWrite write = new ItemWrite(
                PartitionFixture.TABLE,
                PartitionFixture.key(item),
                PartitionFixture.EPOCH,
                new ItemWrite.Put(ItemCodec.encode(item)),
                null,
                ReturnValues.NONE,
                false,
                new WriteId(ByteString.copyFrom(id), sentAfter));
        return PartitionFixture.command(write, System.currentTimeMillis() << 16);
    }

    @Benchmark
    @OperationsPerInvocation(WRITES)
    public CommandOutcome apply() {
        CommandOutcome last = new CommandOutcome.Done();
        try {
            for (List<ByteBuffer> entry : entries) {
                List<CommandOutcome> outcomes =
                        fixture.stateMachine.apply(new LogPosition(1, fixture.stateMachine.appliedIndex() + 1), entry);
                last = outcomes.get(outcomes.size() - 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return last;
    }

    @TearDown
    public void close() throws IOException {
        fixture.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
