package io.stator.harness.stator;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.ConditionCheck;
import io.stator.client.Get;
import io.stator.client.TransactWrite.Entry;
import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.workload.Played;
import io.stator.harness.workload.Workload;
import io.stator.model.Item;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workloads of transactions as they are on Stator, on tables in memory that are right, and on some that are not. */
class TransactionWorkloadsTest {
    private static final int STEPS = 1_500;

    /** Errs in one of so many chances. */
    private static final int ERRS_ONE_OF = 10;

    /** Of conditions that fail, which few do, and of those that are passed over not all are of consequence: of 40, a run in 70 had none of these. */
    private static final int PASSED_OVER_ONE_OF = 4;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);
    private final Random errors = new Random(seed);

    private boolean errsNow() {
        return errsNow(ERRS_ONE_OF);
    }

    private boolean errsNow(int oneOf) {
        synchronized (errors) {
            return errors.nextInt(oneOf) == 0;
        }
    }

    private static Workload workload(String name, MemoryTableClient client) {
        return StatorWorkloads.of(List.of(name), new StatorClients(client, List.of(client, client)))
                .get(0);
    }

    private Judgement judged(String name, MemoryTableClient client) {
        Workload workload = workload(name, client);
        List<Judgement> judgements = workload.judge(Played.oneAfterTheOther(workload, STEPS, seed));
        assertThat(judgements).as("seed %d", seed).hasSize(1);
        return judgements.get(0);
    }

    private void isFound(String name, MemoryTableClient client) {
        assertThat(judged(name, client).result()).as("seed %d", seed).isEqualTo(Result.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "bank", "fork", "mirror", "repeat", "skew"})
    void nothingIsFoundInARightSystem(String name) throws InterruptedException {
        Workload workload = workload(name, new MemoryTableClient());
        List<Operation> operations = Played.together(workload, STEPS, seed);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as(Played.text(judgements, seed))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
        assertThat(operations)
                .as("seed %d", seed)
                .extracting(Operation::outcome)
                .noneMatch(outcome -> outcome instanceof Outcome.Failed || outcome instanceof Outcome.Unknown);
    }

    /** Money is lost, and mirrors are no longer the same. */
    @ParameterizedTest
    @ValueSource(strings = {"append", "bank", "mirror", "repeat"})
    void aTransactionOfWhichAPartIsMissingIsFound(String name) {
        isFound(name, new MemoryTableClient() {
            @Override
            void apply(List<Entry> entries) {
                super.apply(errsNow() ? entries.subList(0, entries.size() - 1) : entries);
            }
        });
    }

    /** Half of a transaction is seen, or two reads of one transaction are of different moments. */
    @ParameterizedTest
    @ValueSource(strings = {"append", "bank", "fork", "mirror", "repeat"})
    void aReadOfDifferentMomentsIsFound(String name) {
        isFound(name, new MemoryTableClient() {
            @Override
            Optional<Item> seen(Get get) {
                return errsNow() ? before(get) : super.seen(get);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bank", "mirror", "skew"})
    void aConditionThatIsPassedOverIsFound(String name) {
        isFound(name, new MemoryTableClient() {
            @Override
            boolean holds(Entry entry) {
                return super.holds(entry) || errsNow(PASSED_OVER_ONE_OF);
            }
        });
    }

    /** Both of two claims are granted: each has looked at its own item alone. */
    @Test
    void aCheckThatIsPassedOverIsFound() {
        Judgement judgement = judged("skew", new MemoryTableClient() {
            @Override
            boolean holds(Entry entry) {
                return entry instanceof ConditionCheck || super.holds(entry);
            }
        });
        assertThat(judgement.result()).as("seed %d", seed).isEqualTo(Result.INVALID);
        assertThat(judgement.findings())
                .as("seed %d", seed)
                .extracting(Finding::text)
                .anyMatch(text -> text.contains("compare-and-set null to"));
    }

    @Test
    void aTransactionThatIsDoneTwiceUnderOneTokenIsFound() {
        isFound("repeat", new MemoryTableClient() {
            @Override
            boolean isNew(String token) {
                return super.isNew(token) || errsNow();
            }
        });
    }
}
