package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.RemoveElement;
import io.stator.harness.history.Function.Walk;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Walks through collections, page by page, while elements come and go between others that stay. Pages are small and
 * of many sizes, so that their ends fall everywhere. Each element that comes and goes belongs to one worker; one whose
 * operation has an unknown outcome is left alone for good, and another takes its place.
 */
public final class WalkWorkload implements Workload {
    public static final String NAME = "walk";

    private static final int COLLECTIONS = 3;
    private static final int STAYING = 24;
    /** Of each worker, in each collection. */
    private static final int COMING_AND_GOING = 3;

    private static final int PAGE_ELEMENTS_MAX = 9;
    private static final int SEGMENTS_MAX = 4;
    private static final int SET_UP_ATTEMPTS = 10;

    private final PagedCollections system;

    public WalkWorkload(PagedCollections system) {
        this.system = system;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KeyedSystem system() {
        return system;
    }

    @Override
    public void setUp(Recorder recorder) {
        system.prepare();
        for (int number = 0; number < COLLECTIONS; number++) {
            for (int place = 0; place < STAYING; place++) {
                String collection = collection(number);
                add(recorder, collection, PagedCollections.element(collection, order(place, "stays")));
            }
        }
    }

    private void add(Recorder recorder, String collection, String element) {
        Outcome outcome = new Outcome.Failed();
        for (int attempt = 0; attempt < SET_UP_ATTEMPTS; attempt++) {
            outcome = recorder.perform(system, collection, new AddElement(element));
            if (outcome instanceof Outcome.Done) {
                return;
            }
        }
        throw new IllegalStateException("cannot add " + element + " before anything is broken: " + outcome);
    }

    private static String collection(int number) {
        return "c" + number;
    }

    private static String order(int place, String rest) {
        return String.format(Locale.ROOT, "%03d-%s", place, rest);
    }

    @Override
    public Worker worker(int number, Random choices) {
        return new Walker(number, choices);
    }

    @Override
    public List<FinalRead> finalReads() {
        List<FinalRead> reads = new ArrayList<>();
        for (int number = 0; number < COLLECTIONS; number++) {
            for (int pageElements = 1; pageElements <= PAGE_ELEMENTS_MAX; pageElements += 4) {
                reads.add(new FinalRead(collection(number), new Walk(Walk.Direction.ASCENDING, pageElements, 1, true)));
                reads.add(
                        new FinalRead(collection(number), new Walk(Walk.Direction.DESCENDING, pageElements, 1, true)));
            }
        }
        reads.add(new FinalRead(PagedCollections.ALL, new Walk(Walk.Direction.UNORDERED, 4, 1, true)));
        reads.add(new FinalRead(PagedCollections.ALL, new Walk(Walk.Direction.UNORDERED, 5, SEGMENTS_MAX, true)));
        return reads;
    }

    @Override
    public List<Judgement> judge(List<Operation> operations) {
        return List.of(new WalkJudge(operations).judge(NAME));
    }

    /** An element that comes and goes. */
    private static final class Visitor {
        private int generation;
        private boolean present;
    }

    private final class Walker implements Worker {
        private final int number;
        private final Random choices;
        private final Visitor[][] visitors = new Visitor[COLLECTIONS][COMING_AND_GOING];

        Walker(int number, Random choices) {
            this.number = number;
            this.choices = choices;
            for (Visitor[] ofCollection : visitors) {
                for (int index = 0; index < COMING_AND_GOING; index++) {
                    ofCollection[index] = new Visitor();
                }
            }
        }

        @Override
        public void step(Recorder recorder) {
            int collection = choices.nextInt(COLLECTIONS);
            int choice = choices.nextInt(10);
            if (choice < 6) {
                comeOrGo(recorder, collection, choices.nextInt(COMING_AND_GOING));
            } else if (choice < 8) {
                recorder.perform(system, collection(collection), walk(Walk.Direction.ASCENDING, 1));
            } else if (choice < 9) {
                recorder.perform(system, collection(collection), walk(Walk.Direction.DESCENDING, 1));
            } else {
                int segments = 1 + choices.nextInt(SEGMENTS_MAX);
                recorder.perform(system, PagedCollections.ALL, walk(Walk.Direction.UNORDERED, segments));
            }
        }

        private Walk walk(Walk.Direction direction, int segments) {
            int pageElements = 1 + choices.nextInt(PAGE_ELEMENTS_MAX);
            boolean strong = choices.nextInt(3) > 0;
            return new Walk(direction, pageElements, segments, strong);
        }

        private void comeOrGo(Recorder recorder, int collection, int index) {
            Visitor visitor = visitors[collection][index];
            // Spread over all places, so that they come and go at the ends of all pages.
            int place = (number * 7 + index * 11 + visitor.generation * 5) % STAYING;
            String order = order(place, "w" + number + "." + index + "." + visitor.generation);
            String element = PagedCollections.element(collection(collection), order);
            Function function = visitor.present ? new RemoveElement(element) : new AddElement(element);
            Outcome outcome = recorder.perform(system, collection(collection), function);
            if (outcome instanceof Outcome.Unknown) {
                visitor.generation++;
                visitor.present = false;
            } else if (outcome instanceof Outcome.Done) {
                visitor.present = !visitor.present;
            }
        }
    }
}
