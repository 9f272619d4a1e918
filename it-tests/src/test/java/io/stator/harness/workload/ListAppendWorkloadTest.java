package io.stator.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.Transact;
import io.stator.harness.history.ListStep;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListAppendWorkloadTest {
    private static final int STEPS = 3_000;

    /** Errs in one of so many steps. */
    private static final int ERRS_ONE_OF = 20;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);
    private final Random errors = new Random(seed);

    private enum Kind {
        APPEND,
        FORK;

        ListAppendWorkload on(Transactions transactions, ElementLists plain) {
            KeyRotation keys = new KeyRotation("key", 4, 150, 3);
            return switch (this) {
                case APPEND -> ListAppendWorkload.append(transactions, plain, keys);
                case FORK -> ListAppendWorkload.fork(transactions, plain, keys);
            };
        }
    }

    private boolean errsNow() {
        return errors.nextInt(ERRS_ONE_OF) == 0;
    }

    private Judgement judged(Kind kind, MemoryLists lists) {
        ListAppendWorkload workload = kind.on(lists, lists::alone);
        return workload.judge(Played.oneAfterTheOther(workload, STEPS, seed)).get(0);
    }

    /** Right, but one of three transactions may be refused, lost on its way there, or lost on its way back. */
    private Transactions lossy(MemoryLists right) {
        return steps -> {
            int chance;
            synchronized (errors) {
                chance = errors.nextInt(100);
            }
            Transactions.Answer answer =
                    chance < 12 ? new Transactions.Answer(Status.ABORTED, steps) : right.perform(steps);
            boolean lost = chance >= 6 && chance < 18;
            boolean appends = steps.stream().anyMatch(MicroOperation.Append.class::isInstance);
            return lost ? new Transactions.Answer(appends ? Status.UNKNOWN : Status.ABORTED, steps) : answer;
        };
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsFoundInARightSystem(Kind kind) throws InterruptedException {
        MemoryLists right = new MemoryLists();
        ListAppendWorkload workload = kind.on(lossy(right), new Lossy(right::alone, seed)::perform);
        List<Operation> operations = Played.together(workload, STEPS, seed);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as(Played.text(judgements, seed))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
        assertThat(operations).extracting(Operation::outcome).anyMatch(Outcome.Unknown.class::isInstance);
        assertThat(operations)
                .extracting(Operation::outcome)
                .anyMatch(outcome -> outcome instanceof Outcome.FoundLists found
                        && found.lists().stream().anyMatch(list -> list.size() > 1));
    }

    @Test
    void transactionsThatCannotBothReadAndAppendAreNotAskedTo() {
        List<List<MicroOperation>> asked = new ArrayList<>();
        MemoryLists apart = new MemoryLists() {
            @Override
            public boolean mix() {
                return false;
            }

            @Override
            public synchronized Answer perform(List<MicroOperation> steps) {
                asked.add(steps);
                return super.perform(steps);
            }
        };
        assertThat(judged(Kind.APPEND, apart).result()).as("seed %d", seed).isEqualTo(Result.VALID);
        assertThat(asked).as("seed %d", seed).allSatisfy(steps -> {
            assertThat(steps).hasSizeBetween(1, 4);
            assertThat(steps.stream().map(Object::getClass).distinct()).hasSize(1);
            assertThat(steps.stream().map(MicroOperation::key)).doesNotHaveDuplicates();
        });
    }

    /** Some of what a transaction reads is older than the rest. */
    @ParameterizedTest
    @EnumSource
    void readSkewIsFound(Kind kind) {
        MemoryLists skewed = new MemoryLists() {
            @Override
            List<String> seen(String key) {
                List<String> now = list(key);
                return errsNow() && !now.isEmpty() ? now.subList(0, now.size() - 1) : now;
            }
        };
        assertThat(judged(kind, skewed).result()).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    @ParameterizedTest
    @EnumSource
    void anAppendThatIsDoneTwiceIsFound(Kind kind) {
        MemoryLists repeating = new MemoryLists() {
            @Override
            void append(String key, String element) {
                super.append(key, element);
                if (errsNow()) {
                    super.append(key, element);
                }
            }
        };
        assertThat(judged(kind, repeating).result()).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    /** Half of a transaction is done, and it is said to be aborted. */
    @Test
    void whatAnAbortedTransactionLeavesBehindIsFound() {
        MemoryLists halving = new MemoryLists() {
            @Override
            public synchronized Answer perform(List<MicroOperation> steps) {
                if (!errsNow()) {
                    return super.perform(steps);
                }
                super.perform(steps.subList(0, (steps.size() + 1) / 2));
                return new Answer(Status.ABORTED, steps);
            }
        };
        Judgement judgement = judged(Kind.APPEND, halving);
        assertThat(judgement.result()).as("seed %d", seed).isEqualTo(Result.INVALID);
        assertThat(judgement.findings())
                .as("seed %d", seed)
                .extracting(Finding::title)
                .anyMatch(title -> title.startsWith("G1a"));
    }

    /** Another's append came between read and append, and the list was put back as it was read. */
    @Test
    void aPlainAppendThatATransactionOverwroteIsFound() {
        MemoryLists forgetful = new MemoryLists() {
            @Override
            synchronized Outcome alone(String key, Function function) {
                return errsNow() && function instanceof Append ? new Outcome.Done() : super.alone(key, function);
            }
        };
        assertThat(judged(Kind.APPEND, forgetful).result()).as("seed %d", seed).isEqualTo(Result.INVALID);
        assertThat(judged(Kind.FORK, forgetful).result()).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    private static Operation read(int process, List<String> a, List<String> b) {
        Function both = new Transact(List.of(new ListStep.Read("a"), new ListStep.Read("b")));
        return new Operation(process, "a b", both, new Outcome.FoundLists(List.of(a, b)), process, 10 + process);
    }

    /** All of it at the same time, so that no clock tells: written by hand, for a system that errs so takes threads and luck. */
    @Test
    void aLongForkIsFound() {
        Operation one = new Operation(1, "a", new Append("1"), new Outcome.Done(), 1, 11);
        Operation other = new Operation(2, "b", new Append("2"), new Outcome.Done(), 2, 12);
        MemoryLists any = new MemoryLists();
        ListAppendWorkload workload = Kind.FORK.on(any, any::alone);
        Operation seesOne = read(3, List.of("1"), List.of());
        Operation seesOther = read(4, List.of(), List.of("2"));
        Operation seesBoth = read(4, List.of("1"), List.of("2"));
        assertThat(workload.judge(List.of(one, other, seesOne, seesBoth)))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
        List<Judgement> judgements = workload.judge(List.of(one, other, seesOne, seesOther));
        assertThat(judgements).extracting(Judgement::result).containsOnly(Result.INVALID);
        assertThat(judgements.get(0).findings())
                .anyMatch(finding -> finding.title().contains("long fork"));
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedChoosesTheSame(Kind kind) {
        List<Function> first = functions(kind);
        assertThat(functions(kind)).as("seed %d", seed).isEqualTo(first);
    }

    private List<Function> functions(Kind kind) {
        MemoryLists right = new MemoryLists();
        ListAppendWorkload workload = kind.on(right, right::alone);
        return Played.oneAfterTheOther(workload, 200, seed).stream()
                .map(Operation::function)
                .toList();
    }
}
