package io.stator.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class TableWorkloadTest {
    private static final int STEPS = 3_000;
    private static final int ERRS_ONE_OF = 20;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);
    private final Random errors = new Random(seed);

    private boolean errsNow() {
        return errors.nextInt(ERRS_ONE_OF) == 0;
    }

    private static TableWorkload workload(KeyedSystem tables) {
        return new TableWorkload(tables::perform, new KeyRotation("table", 2, 400, 4));
    }

    private Result judged(KeyedSystem tables) {
        TableWorkload workload = workload(tables);
        return workload.judge(Played.oneAfterTheOther(workload, STEPS, seed))
                .get(0)
                .result();
    }

    @Test
    void nothingIsFoundInARightSystem() throws InterruptedException {
        TableWorkload workload = workload(new Lossy(new MemoryTables(), seed)::perform);
        List<Judgement> judgements = workload.judge(Played.together(workload, STEPS, seed));
        assertThat(judgements)
                .as(Played.text(judgements, seed))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
    }

    @Test
    void aTableCreatedAnewThatHoldsOldItemsIsFound() {
        Map<String, String> remembered = new HashMap<>();
        MemoryTables haunted = new MemoryTables() {
            @Override
            String contentsOfNew(String table) {
                return remembered.getOrDefault(table, EMPTY);
            }

            @Override
            void write(Map<String, String> tables, String table, String value) {
                remembered.put(table, value);
                super.write(tables, table, value);
            }
        };
        assertThat(judged(haunted)).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    @Test
    void aTableThatIsNotThereForAMomentIsFound() {
        MemoryTables right = new MemoryTables();
        KeyedSystem forgetful = (table, function) ->
                function instanceof Read && errsNow() ? new Outcome.Found(null) : right.perform(table, function);
        assertThat(judged(forgetful)).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    @Test
    void aDeletedTableThatStillTakesWritesIsFound() {
        MemoryTables right = new MemoryTables();
        KeyedSystem careless = (table, function) -> {
            Outcome outcome = right.perform(table, function);
            return function instanceof Write write
                            && write.value() != null
                            && outcome instanceof Outcome.Mismatched
                            && errsNow()
                    ? new Outcome.Done()
                    : outcome;
        };
        assertThat(judged(careless)).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    @Test
    void whatNodesSayWhileATableIsBeingDeletedMayDiffer() {
        Operation created = new Operation(0, "t", Tables.CREATE, new Outcome.Done(), 1, 2);
        Operation deleted = new Operation(0, "t", Tables.DELETE, new Outcome.Done(), 3, 10);
        Operation gone = new Operation(1, "t", new Read(), new Outcome.Found(null), 4, 5);
        Operation there = new Operation(1, "t", new Read(), new Outcome.Found(Tables.EMPTY), 6, 7);
        TableWorkload workload = workload(new MemoryTables());
        assertThat(workload.judge(List.of(created, deleted, gone, there)).get(0).result())
                .isEqualTo(Result.VALID);
        Operation after = new Operation(1, "t", new Read(), new Outcome.Found(Tables.EMPTY), 11, 12);
        assertThat(workload.judge(List.of(created, deleted, gone, after)).get(0).result())
                .isEqualTo(Result.INVALID);
    }

    @Test
    void aWriteToATableThatIsGoneIsNeverDone() {
        Operation created = new Operation(0, "t", Tables.CREATE, new Outcome.Done(), 1, 2);
        Operation deleted = new Operation(0, "t", Tables.DELETE, new Outcome.Done(), 3, 4);
        Operation written = new Operation(1, "t", new Write("a"), new Outcome.Done(), 5, 6);
        TableWorkload workload = workload(new MemoryTables());
        assertThat(workload.judge(List.of(created, deleted, written)).get(0).result())
                .isEqualTo(Result.INVALID);
        assertThat(workload.judge(List.of(created, written)).get(0).result()).isEqualTo(Result.VALID);
    }
}
