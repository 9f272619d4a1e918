package io.stator.harness.stator;

import io.stator.client.TransactWrite;
import io.stator.client.Update;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Increment;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.Counters;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counters that are kept in two items each, and whose every increment is sent two or three times under one token, in turn one
 * after the other and at the same time, by one client and by clients of single nodes. It is to be done once. Where the two
 * numbers differ, a read answers with what is no number. Thread-safe.
 */
public final class StatorRepeats extends StatorObjects implements Counters {
    /** Of one copy, for as long as another is said to be in progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(10);

    /** Copies are as short-lived as increments are few. */
    private static final Executor THREADS = copy -> {
        Thread thread = new Thread(copy, "repeated-transaction");
        thread.setDaemon(true);
        thread.start();
    };

    private final List<TableClient> others;
    private final AtomicInteger turns = new AtomicInteger();

    /** @param others ways to the same table; none: all copies go one way */
    public StatorRepeats(TableClient client, List<TableClient> others, String table) {
        super(client, table);
        this.others = List.copyOf(others);
    }

    @Override
    Outcome ask(String name, Function function) {
        ItemPair pair = ItemPair.of(table, name);
        if (function instanceof Increment increment) {
            return together(copies(write(pair, increment), turns.getAndIncrement() & Integer.MAX_VALUE), increment);
        }
        if (function instanceof Read) {
            ItemPair.Values values = pair.read(client, StatorObjects::numberOf);
            boolean same = Objects.equals(values.first(), values.second());
            return new Outcome.Found(same ? values.first() : values.both());
        }
        throw unsupported(function);
    }

    private TransactWrite write(ItemPair pair, Increment increment) {
        AttributeValue amount = AttributeValue.number(increment.amount());
        return TransactWrite.of()
                .update(Update.of(table, pair.first()).add(VALUE, amount))
                .update(Update.of(table, pair.second()).add(VALUE, amount))
                .withToken(UUID.randomUUID().toString());
    }

    /** How each copy ended; null: it was done. */
    private List<@Nullable StatorException> copies(TransactWrite write, int turn) {
        List<CompletableFuture<@Nullable StatorException>> copies = new ArrayList<>();
        boolean atOnce = turn % 4 < 2;
        for (TableClient way : ways(turn)) {
            CompletableFuture<@Nullable StatorException> copy =
                    CompletableFuture.supplyAsync(() -> send(way, write), THREADS);
            copies.add(copy);
            if (!atOnce) {
                ended(copy);
            }
        }
        return copies.stream().map(StatorRepeats::ended).toList();
    }

    /** Two or three; some by single nodes, but not many: one that does not lead what it is asked for takes its time to say so. */
    private List<TableClient> ways(int turn) {
        if (turn % 4 == 1 && !others.isEmpty()) {
            int next = turn / 4;
            return List.of(others.get(next % others.size()), others.get((next + 1) % others.size()), client);
        }
        return Collections.nCopies(2 + turn % 2, client);
    }

    private static @Nullable StatorException ended(CompletableFuture<@Nullable StatorException> copy) {
        try {
            return copy.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static @Nullable StatorException send(TableClient way, TransactWrite write) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                way.transactWrite(write);
                return null;
            } catch (StatorException e) {
                if (e.code() != ErrorCode.TRANSACTION_IN_PROGRESS || System.nanoTime() - deadlineNanos > 0) {
                    return e;
                }
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** One copy that was done is enough to know; none was done only if that is known of each. */
    private static Outcome together(List<@Nullable StatorException> failures, Increment increment) {
        Outcome outcome = new Outcome.Failed();
        for (StatorException failure : failures) {
            if (failure == null) {
                return new Outcome.Done();
            }
            boolean isOpen = failure.code() == ErrorCode.TRANSACTION_IN_PROGRESS
                    || outcomeOf(increment, failure) instanceof Outcome.Unknown;
            outcome = isOpen ? new Outcome.Unknown() : outcome;
        }
        return outcome;
    }
}
