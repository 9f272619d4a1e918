package io.stator.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.Increment;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearizableWorkloadTest {
    private static final int STEPS = 3_000;

    /** Errs in one of so many operations. */
    private static final int ERRS_ONE_OF = 20;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);
    private final Random errors = new Random(seed);

    private static LinearizableWorkload workload(MemoryObjects.Kind kind, KeyedSystem system) {
        KeyRotation keys = new KeyRotation("key", 3, 150, 3);
        return switch (kind) {
            case REGISTERS -> LinearizableWorkload.register(system::perform, keys);
            case COUNTERS -> LinearizableWorkload.counter(system::perform, keys);
            case SETS -> LinearizableWorkload.set(system::perform, keys);
            case LISTS -> LinearizableWorkload.list(system::perform, keys);
        };
    }

    private boolean errsNow() {
        return errors.nextInt(ERRS_ONE_OF) == 0;
    }

    private Result judged(MemoryObjects.Kind kind, KeyedSystem system) {
        LinearizableWorkload workload = workload(kind, system);
        List<Judgement> judgements = workload.judge(Played.oneAfterTheOther(workload, STEPS, seed));
        assertThat(judgements).as("seed %d", seed).hasSize(1);
        return judgements.get(0).result();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsFoundInARightSystem(MemoryObjects.Kind kind) throws InterruptedException {
        LinearizableWorkload workload = workload(kind, new Lossy(new MemoryObjects(kind), seed)::perform);
        List<Operation> operations = Played.together(workload, STEPS, seed);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as(Played.text(judgements, seed))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
        assertThat(operations).extracting(Operation::outcome).anyMatch(Outcome.Unknown.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource
    void aStaleReadIsFound(MemoryObjects.Kind kind) {
        MemoryObjects stale = new MemoryObjects(kind) {
            @Override
            Outcome read(List<String> written) {
                return super.read(errsNow() ? older(written) : written);
            }
        };
        assertThat(judged(kind, stale)).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    @ParameterizedTest
    @EnumSource
    void aLostWriteIsFound(MemoryObjects.Kind kind) {
        MemoryObjects right = new MemoryObjects(kind);
        KeyedSystem forgetful = (key, function) -> {
            boolean lost = errsNow()
                    && (function instanceof Write || function instanceof AddElement || function instanceof Append);
            if (errsNow() && function instanceof Increment increment) {
                long before = Long.parseLong(((Outcome.Found) right.perform(key, new Read())).value());
                return new Outcome.Found(Long.toString(before + increment.amount()));
            }
            return lost ? new Outcome.Done() : right.perform(key, function);
        };
        assertThat(judged(kind, forgetful)).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    @ParameterizedTest
    @EnumSource(names = {"COUNTERS", "LISTS"})
    void whatIsAppliedTwiceIsFound(MemoryObjects.Kind kind) {
        MemoryObjects right = new MemoryObjects(kind);
        KeyedSystem repeating = (key, function) -> {
            if (errsNow() && (function instanceof Increment || function instanceof Append)) {
                right.perform(key, function);
            }
            return right.perform(key, function);
        };
        assertThat(judged(kind, repeating)).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    @Test
    void aWriteThatWasRefusedAndYetDoneIsFound() {
        MemoryObjects right = new MemoryObjects(MemoryObjects.Kind.REGISTERS);
        KeyedSystem lying = (key, function) -> {
            Outcome outcome = right.perform(key, function);
            return errsNow() && function instanceof Write ? new Outcome.Failed() : outcome;
        };
        assertThat(judged(MemoryObjects.Kind.REGISTERS, lying))
                .as("seed %d", seed)
                .isEqualTo(Result.INVALID);
    }

    @Test
    void whatOneNodeAloneSaysWrongIsFound() throws InterruptedException {
        MemoryObjects right = new MemoryObjects(MemoryObjects.Kind.REGISTERS);
        Registers believer = (key, function) -> new Outcome.Found("what it believes");
        LinearizableWorkload workload =
                LinearizableWorkload.register(right, List.of(right, believer), new KeyRotation("key", 3, 150, 3));
        List<Judgement> judgements = workload.judge(Played.together(workload, 200, seed));
        assertThat(judgements).as("seed %d", seed).extracting(Judgement::result).containsOnly(Result.INVALID);
    }

    private static LinearizableWorkload claims(KeyedSystem system) {
        return LinearizableWorkload.claim(system::perform, new KeyRotation("key", 2, 16, 2));
    }

    @Test
    void claimsThatAreEachGrantedOnceAreNoFault() throws InterruptedException {
        LinearizableWorkload workload =
                claims(new Lossy(new MemoryObjects(MemoryObjects.Kind.REGISTERS), seed)::perform);
        List<Operation> operations = Played.together(workload, STEPS, seed);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as(Played.text(judgements, seed))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
        assertThat(operations).extracting(Operation::outcome).anyMatch(Outcome.Mismatched.class::isInstance);
    }

    @Test
    void aClaimThatIsGrantedTwiceIsFound() {
        MemoryObjects right = new MemoryObjects(MemoryObjects.Kind.REGISTERS);
        LinearizableWorkload workload = claims((key, function) -> {
            Outcome outcome = right.perform(key, function);
            return outcome instanceof Outcome.Mismatched && errsNow() ? new Outcome.Done() : outcome;
        });
        assertThat(workload.judge(Played.oneAfterTheOther(workload, STEPS, seed)))
                .as("seed %d", seed)
                .extracting(Judgement::result)
                .containsOnly(Result.INVALID);
    }

    @Test
    void whatIsDoneByTransactionsIsTheSameByAnotherNameAndRestsLonger() {
        LinearizableWorkload plain =
                workload(MemoryObjects.Kind.COUNTERS, new MemoryObjects(MemoryObjects.Kind.COUNTERS));
        LinearizableWorkload byTransactions = plain.byTransactions("repeat");
        assertThat(byTransactions.name()).isEqualTo("repeat");
        assertThat(byTransactions.restTimes()).isGreaterThan(plain.restTimes());
        assertThat(byTransactions.judge(Played.oneAfterTheOther(byTransactions, 200, seed)))
                .as("seed %d", seed)
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedChoosesTheSame(MemoryObjects.Kind kind) {
        List<Function> first = functions(kind);
        assertThat(functions(kind)).as("seed %d", seed).isEqualTo(first);
    }

    private List<Function> functions(MemoryObjects.Kind kind) {
        LinearizableWorkload workload = workload(kind, new MemoryObjects(kind));
        return Played.oneAfterTheOther(workload, 200, seed).stream()
                .map(Operation::function)
                .toList();
    }
}
