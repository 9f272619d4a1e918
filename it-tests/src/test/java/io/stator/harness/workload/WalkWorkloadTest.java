package io.stator.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class WalkWorkloadTest {
    private static final int STEPS = 1_500;
    private static final int ERRS_ONE_OF = 10;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);
    private final Random errors = new Random(seed);

    private boolean errsNow() {
        return errors.nextInt(ERRS_ONE_OF) == 0;
    }

    private List<String> found(MemoryCollections system) {
        WalkWorkload workload = new WalkWorkload(system);
        Judgement judgement =
                workload.judge(Played.oneAfterTheOther(workload, STEPS, seed)).get(0);
        assertThat(judgement.result()).as("seed %d", seed).isEqualTo(Result.INVALID);
        return judgement.findings().stream().map(Finding::title).toList();
    }

    @Test
    void nothingIsFoundInARightSystem() throws InterruptedException {
        WalkWorkload workload = new WalkWorkload(new Lossy(new MemoryCollections(), seed)::perform);
        List<Operation> operations = Played.together(workload, STEPS, seed);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as(Played.text(judgements, seed))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
    }

    @Test
    void aPageThatSkipsItsFirstElementIsFound() {
        MemoryCollections skipping = new MemoryCollections() {
            @Override
            List<String> page(List<String> rest, int pageElements, boolean first) {
                boolean skips = !first && errsNow() && rest.size() > pageElements;
                return super.page(skips ? rest.subList(1, rest.size()) : rest, pageElements, first);
            }
        };
        assertThat(found(skipping))
                .as("seed %d", seed)
                .allMatch(title -> title.contains("had been there all the time"));
    }

    @Test
    void aPageThatDoublesAnElementIsFound() {
        MemoryCollections doubling = new MemoryCollections() {
            @Override
            List<String> page(List<String> rest, int pageElements, boolean first) {
                List<String> page = new ArrayList<>(super.page(rest, pageElements, first));
                if (errsNow() && !page.isEmpty()) {
                    page.add(page.get(page.size() - 1));
                }
                return page;
            }
        };
        assertThat(found(doubling)).as("seed %d", seed).anyMatch(title -> title.contains("came twice"));
    }

    @Test
    void aPageOutOfOrderIsFound() {
        MemoryCollections unordered = new MemoryCollections() {
            @Override
            List<String> page(List<String> rest, int pageElements, boolean first) {
                List<String> page = new ArrayList<>(super.page(rest, pageElements, first));
                if (errsNow() && page.size() > 2) {
                    Collections.swap(page, 0, 1);
                }
                return page;
            }
        };
        assertThat(found(unordered)).as("seed %d", seed).allMatch(title -> title.contains("out of order"));
    }

    @Test
    void anElementThatWasRemovedAndComesBackIsFound() {
        MemoryCollections forgetful = new MemoryCollections() {
            @Override
            synchronized void remove(String element) {
                if (!errsNow()) {
                    super.remove(element);
                }
            }
        };
        assertThat(found(forgetful)).as("seed %d", seed).allMatch(title -> title.contains("had been removed before"));
    }

    @Test
    void anElementThatIsLostIsFound() {
        MemoryCollections forgetful = new MemoryCollections() {
            @Override
            synchronized void add(String element) {
                if (!errsNow()) {
                    super.add(element);
                }
            }
        };
        assertThat(found(forgetful))
                .as("seed %d", seed)
                .anyMatch(title -> title.contains("had been there all the time"));
    }

    @Test
    void anElementFromNowhereIsFound() {
        MemoryCollections inventive = new MemoryCollections() {
            @Override
            List<String> page(List<String> rest, int pageElements, boolean first) {
                List<String> page = new ArrayList<>(super.page(rest, pageElements, first));
                if (first && errsNow()) {
                    page.add(0, "c0/from nowhere");
                }
                return page;
            }
        };
        assertThat(found(inventive)).as("seed %d", seed).anyMatch(title -> title.contains("nobody had added it"));
    }
}
