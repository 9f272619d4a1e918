package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusException.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A log entry of several commands of 1.1 KB: put together, read, and on its whole way through the batcher. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EntryBenchmark {
    private static final int COMMAND_BYTES = 1_100;
    private static final int LEASE_MILLIS = 400;

    @Param({"1", "16", "256"})
    private int commands;

    private List<byte[]> content = List.of();
    private ByteBuffer entry = ByteBuffer.allocate(0);

    private final Queue<PendingEntry> submitted = new ArrayDeque<>();
    private final EntryBatcher batcher = new EntryBatcher(
            new EntryBatcher.Limits(1 << 20, 1 << 20, 1, 16 << 20, 500, LEASE_MILLIS),
            // In no time: a batch that is small never waits for more.
            () -> 0,
            new Log(submitted),
            new ProposalBudget(64 << 20),
            Runnable::run);

    /** Takes entries, and applies them when it is told to. */
    private record Log(Queue<PendingEntry> submitted) implements EntryBatcher.Surroundings {
        @Override
        public void submit(PendingEntry entry) {
            submitted.add(entry);
        }

        @Override
        public String leader() {
            return "n1";
        }

        @Override
        public void answered(PendingEntry entry, long latencyNanos) {}

        @Override
        public void failed(Reason reason) {
            throw new IllegalStateException("failed: " + reason);
        }

        @Override
        public void refused(Reason reason) {
            throw new IllegalStateException("refused: " + reason);
        }

        @Override
        public void later(Runnable task, long delayNanos) {
            throw new IllegalStateException("nothing waits");
        }

        void applyNext() {
            PendingEntry next = submitted.remove();
            next.appending();
            next.applied(Collections.nCopies(next.proposals().size(), Boolean.TRUE));
        }
    }

    @Setup
    public void make() {
        byte[] command = new byte[COMMAND_BYTES];
        new Random(1).nextBytes(command);
        content = Collections.nCopies(commands, command);
        entry = ByteBuffer.wrap(LogEntryFormat.encode(LEASE_MILLIS, content));
        batcher.elected(1);
        batcher.open(1);
        new Log(submitted).applyNext();
    }

    @Benchmark
    public byte[] encode() {
        return LogEntryFormat.encode(LEASE_MILLIS, content);
    }

    @Benchmark
    public Object decode() {
        return LogEntryFormat.decode(entry);
    }

    /** One command goes out alone, the others wait for it and share the next entry; all are answered. */
    @Benchmark
    public CompletableFuture<Object> propose() {
        Log log = new Log(submitted);
        CompletableFuture<Object> last = batcher.propose(content.get(0));
        for (byte[] command : content) {
            last = batcher.propose(command);
        }
        log.applyNext();
        log.applyNext();
        return last;
    }
}
