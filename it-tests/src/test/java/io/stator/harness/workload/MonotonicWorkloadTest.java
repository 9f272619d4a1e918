package io.stator.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.EventualRead;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonotonicWorkloadTest {
    private static final int STEPS = 3_000;
    private static final int ERRS_ONE_OF = 40;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);

    /** Right, and eventual reads see any earlier value. Thread-safe. */
    private class Versions implements Registers {
        final Random random = new Random(seed);

        @Nullable
        String refused;

        final Map<String, List<@Nullable String>> values = new HashMap<>();

        @Override
        public synchronized Outcome perform(String key, Function function) {
            List<@Nullable String> written = values.computeIfAbsent(key, absent -> new ArrayList<>());
            if (written.isEmpty()) {
                written.add(null);
            }
            String last = written.get(written.size() - 1);
            if (function instanceof CompareAndSet set) {
                if (!Objects.equals(last, set.expected())) {
                    refused = set.replacement();
                    return refuse();
                }
                written.add(set.replacement());
                return new Outcome.Done();
            }
            return function instanceof EventualRead ? eventual(written) : strong(written);
        }

        Outcome refuse() {
            return new Outcome.Mismatched();
        }

        Outcome eventual(List<@Nullable String> written) {
            return new Outcome.Found(written.get(random.nextInt(written.size())));
        }

        Outcome strong(List<@Nullable String> written) {
            return new Outcome.Found(written.get(written.size() - 1));
        }

        boolean errsNow() {
            return random.nextInt(ERRS_ONE_OF) == 0;
        }
    }

    private static MonotonicWorkload workload(KeyedSystem system) {
        return new MonotonicWorkload(system::perform, List.of(), new KeyRotation("key", 3, 150, 3));
    }

    private List<String> found(KeyedSystem system) {
        MonotonicWorkload workload = workload(system);
        Judgement judgement =
                workload.judge(Played.oneAfterTheOther(workload, STEPS, seed)).get(0);
        assertThat(judgement.result()).as("seed %d", seed).isEqualTo(Result.INVALID);
        return judgement.findings().stream().map(Finding::title).toList();
    }

    @Test
    void staleEventualReadsAndLostAnswersAreNoFault() throws InterruptedException {
        MonotonicWorkload workload = workload(new Lossy(new Versions(), seed)::perform);
        List<Operation> operations = Played.together(workload, STEPS, seed);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as(Played.text(judgements, seed))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
    }

    @Test
    void aStrongReadThatGoesBackIsFound() {
        Versions wrong = new Versions() {
            @Override
            Outcome strong(List<@Nullable String> written) {
                return errsNow() && written.size() > 1
                        ? new Outcome.Found(written.get(written.size() - 2))
                        : super.strong(written);
            }
        };
        assertThat(found(wrong)).as("seed %d", seed).allMatch(title -> title.contains("went back"));
    }

    /** As by a leader that answers from its log, and is voted out before a majority has the entry. */
    @Test
    void anEventualReadOfAnUncommittedWriteIsFound() {
        Versions wrong = new Versions() {
            private final Map<String, String> uncommitted = new HashMap<>();

            @Override
            public synchronized Outcome perform(String key, Function function) {
                if (function instanceof CompareAndSet set && errsNow()) {
                    uncommitted.put(key, Objects.requireNonNull(set.replacement()));
                    return new Outcome.Unknown();
                }
                String dirty = function instanceof EventualRead ? uncommitted.remove(key) : null;
                return dirty == null ? super.perform(key, function) : new Outcome.Found(dirty);
            }
        };
        assertThat(found(wrong)).as("seed %d", seed).anyMatch(title -> title.contains("never committed"));
    }

    @Test
    void anEventualReadOfARefusedWriteIsFound() {
        Versions wrong = new Versions() {
            @Override
            public synchronized Outcome perform(String key, Function function) {
                if (function instanceof EventualRead && refused != null) {
                    String seen = refused;
                    refused = null;
                    return new Outcome.Found(seen);
                }
                return super.perform(key, function);
            }
        };
        assertThat(found(wrong)).as("seed %d", seed).isNotEmpty();
    }

    @Test
    void aValueFromNowhereIsFound() {
        Versions wrong = new Versions() {
            @Override
            Outcome eventual(List<@Nullable String> written) {
                return errsNow() ? new Outcome.Found("from nowhere") : super.eventual(written);
            }
        };
        assertThat(found(wrong)).as("seed %d", seed).allMatch(title -> title.contains("never written"));
    }

    @Test
    void twoThatTakeTheSamePlaceAreFound() {
        Versions wrong = new Versions() {
            @Override
            Outcome refuse() {
                return new Outcome.Done();
            }
        };
        assertThat(found(wrong)).as("seed %d", seed).anyMatch(title -> title.contains("another took its place"));
    }

    @Test
    void whatOneNodeAloneSaysWrongIsFound() throws InterruptedException {
        Versions right = new Versions();
        Registers believer = (key, function) ->
                function instanceof EventualRead ? new Outcome.Found("what it believes") : right.perform(key, function);
        MonotonicWorkload workload =
                new MonotonicWorkload(right, List.of(right, believer), new KeyRotation("key", 3, 150, 3));
        List<Judgement> judgements = workload.judge(Played.together(workload, 200, seed));
        assertThat(judgements).as("seed %d", seed).extracting(Judgement::result).containsOnly(Result.INVALID);
    }

    /** Histories written by hand, for what chance seldom brings. */
    @Test
    void whatMayStillComeIsNoFault() {
        Operation unknown =
                new Operation(0, "k", new CompareAndSet(null, "a"), new Outcome.Unknown(), 1, Operation.NEVER);
        Operation seen = new Operation(1, "k", new EventualRead(), new Outcome.Found("a"), 2, 3);
        assertThat(CommittedReads.judge("m", List.of(unknown, seen)).result()).isEqualTo(Result.VALID);
        Operation passed = new Operation(2, "k", new CompareAndSet(null, "b"), new Outcome.Done(), 4, 5);
        assertThat(CommittedReads.judge("m", List.of(unknown, seen, passed)).result())
                .isEqualTo(Result.INVALID);
        Operation later = new Operation(3, "k", new Read(), new Outcome.Found("c"), 6, 7);
        Operation fromTheFuture = new Operation(4, "k", new CompareAndSet("b", "c"), new Outcome.Done(), 8, 9);
        assertThat(CommittedReads.judge("m", List.of(passed, later, fromTheFuture))
                        .findings())
                .anyMatch(finding -> finding.title().contains("from the future"));
    }
}
