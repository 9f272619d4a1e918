package io.stator.partition.replica;

import com.google.protobuf.ByteString;
import io.stator.consensus.LogPosition;
import io.stator.model.AttributeValue;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ReturnValues;
import io.stator.partition.CommandOutcome;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Decision;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
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
 * Applies log entries of several commands to a real store: puts of 1 KiB, each with a request id, or transactions of two such
 * puts, each with a token. The figure is of one command. Entries are made before each iteration: none may have an id of an earlier one, or it is
 * answered and not applied.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(1)
public class ApplyBenchmark {
    private static final int COMMANDS = 4096;
    private static final int KEYS = 10_000;
    private static final int VALUE_BYTES = 1024;

    @Param({"1", "16", "256"})
    private int commands;

    @Param({"put", "transaction"})
    private String command = "";

    private final Random random = new Random(1);
    private final byte[] value = new byte[VALUE_BYTES];
    private Path directory = Path.of("");
    private PartitionFixture fixture;
    private List<List<ByteBuffer>> entries = List.of();
    private CommandOutcome last = new CommandOutcome.Done();

    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("stator-apply-benchmark");
        fixture = PartitionFixture.roomy(directory);
    }

    @Setup(Level.Iteration)
    public void makeEntries() {
        long sentAfter = fixture.partition.writeCount();
        entries = new ArrayList<>();
        for (int from = 0; from < COMMANDS; from += commands) {
            List<ByteBuffer> entry = new ArrayList<>();
            for (int i = 0; i < commands; i++) {
                entry.add(ByteBuffer.wrap(command.equals("put") ? put(sentAfter) : transaction())
                        .asReadOnlyBuffer());
            }
            entries.add(entry);
        }
    }

    private byte[] put(long sentAfter) {
        Item item = item();
        ItemWrite write = new ItemWrite(
                PartitionFixture.TABLE,
                PartitionFixture.key(item),
                PartitionFixture.EPOCH,
                new ItemWrite.Put(ItemCodec.encode(item)),
                null,
                ReturnValues.NONE,
                false,
                new WriteId(id(), sentAfter));
        return PartitionFixture.command(write, now());
    }

    private byte[] transaction() {
        ItemChange one = TransactionFixture.put(item());
        ItemChange other = TransactionFixture.put(item());
        while (other.key().equals(one.key())) {
            other = TransactionFixture.put(item());
        }
        EncodedKey anchor = CanonicalOrder.anchorOf(List.of(one.key(), other.key()));
        TransactionHeader header =
                new TransactionHeader(new TransactionId(id()), anchor, now() + HybridClock.stamps(1_000));
        RequestToken token = new RequestToken(id(), id());
        return TransactionFixture.command(
                TransactionFixture.execute(header, token, one, other).withoutSizes(), now());
    }

    private Item item() {
        random.nextBytes(value);
        return PartitionFixture.item("customer-" + random.nextInt(KEYS), 7)
                .set("value", AttributeValue.binary(ByteString.copyFrom(value)))
                .build();
    }

    private ByteString id() {
        byte[] id = new byte[TransactionId.BYTES];
        random.nextBytes(id);
        return ByteString.copyFrom(id);
    }

    /** A stamp. */
    private static long now() {
        return HybridClock.stamps(System.currentTimeMillis());
    }

    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public CommandOutcome apply() {
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

    /** A command that is refused would be a fast one. */
    @TearDown(Level.Iteration)
    public void check() {
        boolean done = last instanceof CommandOutcome.Written written
                ? written.outcome() instanceof WriteOutcome.Done
                : TransactionFixture.answered(last).answer().equals(new TransactionAnswer.Decided(Decision.COMMITTED));
        if (!done) {
            throw new IllegalStateException("the last command ended by " + last);
        }
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
