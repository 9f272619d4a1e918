package io.stator.harness.checker;

import io.stator.harness.history.Function;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The search for a legal order of one key's operations. Depth first: at each step it appends one of
 * the operations that began before the first unordered end. Used once, by one thread.
 *
 * <p>What keeps it short, each without loss:
 *
 * <ul>
 *   <li>A configuration (what is ordered, the state) that was tried is not tried again (Lowe).
 *   <li>An operation that only observes is appended as soon as the state allows it: it never harms.
 *   <li>An unknown operation need not take effect, so it is appended only if it changes the state and
 *       what comes next is not blind to that; of equal ones the earliest is taken; and having used
 *       fewer of them is at least as good as having used more.
 *   <li>Of operations under way that do the same, the one that ends first is appended: if another was in
 *       its place, they could change places, for what begins after the later end comes after both. One
 *       whose outcome is unknown ends last.
 *   <li>A state that cannot become the one that is seen next is a dead end ({@link Foresight}).
 * </ul>
 */
final class KeySearch<S> {

    /** What came of a search. */
    enum Result {
        /** There is a legal order. */
        ORDERED,
        /** There is none. */
        BLOCKED,
        /** Too many configurations. */
        GIVEN_UP
    }

    private static final int SHOWN_STATES_MAX = 10;
    private static final int SHOWN_OPERATIONS = 8;
    private static final int[] NONE = {};

    private final Model<S> model;
    private final int configurationsMax;
    /** Operations with a known outcome, by their beginning. */
    private final List<Operation> ended;
    /** Indexes in {@link #ended}, by their end. */
    private final int[] byEnd;
    /** Operations with an unknown outcome, by their beginning. */
    private final List<Operation> unknown;
    /** For each of {@link #unknown}, the previous one with an equal function, or -1. */
    private final int[] previousEqual;
    /** What each of {@link #ended} does: equal numbers do the same. */
    private final int[] endedKind;
    /** What each of {@link #unknown} does if it takes effect. */
    private final int[] unknownKind;

    private final @Nullable Foresight<S> foresight;
    private final BitSet ordered = new BitSet();
    private final List<Step<S>> path = new ArrayList<>();
    private final Map<Configuration<S>, List<int[]>> tried = new HashMap<>();
    private int configurations;

    private int farthestEnd = -1;
    private final Set<S> farthestStates = new LinkedHashSet<>();
    private List<Operation> farthestOrder = List.of();

    KeySearch(Model<S> model, List<Operation> operations, int configurationsMax) {
        this.model = model;
        this.configurationsMax = configurationsMax;
        Predicate<Operation> isUnknown = operation -> operation.outcome() instanceof Outcome.Unknown;
        Comparator<Operation> byBeginning = Comparator.comparingLong(Operation::invokedNanos);
        this.ended = operations.stream()
                .filter(isUnknown.negate())
                .sorted(byBeginning)
                .toList();
        this.unknown = operations.stream().filter(isUnknown).sorted(byBeginning).toList();
        Integer[] indexes = new Integer[ended.size()];
        Arrays.setAll(indexes, index -> index);
        Arrays.sort(indexes, Comparator.comparingLong(index -> ended.get(index).completedNanos()));
        this.byEnd = Arrays.stream(indexes).mapToInt(Integer::intValue).toArray();
        this.previousEqual = new int[unknown.size()];
        Map<Object, Integer> lastOfFunction = new HashMap<>();
        for (int index = 0; index < previousEqual.length; index++) {
            Integer previous = lastOfFunction.put(unknown.get(index).function(), index);
            previousEqual[index] = previous == null ? -1 : previous;
        }
        Map<Kind, Integer> kinds = new HashMap<>();
        this.endedKind = ended.stream()
                .mapToInt(operation -> kind(kinds, operation, operation.outcome()))
                .toArray();
        this.unknownKind = unknown.stream()
                .mapToInt(operation -> kind(kinds, operation, new Outcome.Done()))
                .toArray();
        this.foresight = model instanceof GrowingModel<S> growing && growing.grows(operations)
                ? new Foresight<>(growing, ended)
                : null;
    }

    private record Kind(Function function, Outcome outcome) {}

    private static int kind(Map<Kind, Integer> kinds, Operation operation, Outcome outcome) {
        Kind kind = new Kind(operation.function(), outcome);
        Integer known = kinds.putIfAbsent(kind, kinds.size());
        return known == null ? kinds.size() - 1 : known;
    }

    /**
     * One more operation in the order, and the configuration after it.
     *
     * @param choice see {@link #operation}
     * @param firstOpen the first unordered of {@link #ended}
     * @param firstEnd position in {@link #byEnd} of the first unordered
     * @param used of {@link #unknown}, ascending
     * @param unseen the operation's outcome is unknown, and nothing has seen its effect so far
     * @param next what may come next, as choices
     */
    private record Step<S>(
            int choice, int firstOpen, int firstEnd, S state, int[] used, boolean unseen, Choices next) {}

    /** Choices not yet tried. */
    private static final class Choices {
        private final int[] choices;
        private int taken;

        Choices(int[] choices) {
            this.choices = choices;
        }

        boolean isEmpty() {
            return taken == choices.length;
        }

        int take() {
            return choices[taken++];
        }
    }

    private record Configuration<S>(BitSet ordered, int firstOpen, S state, boolean unseen) {}

    Result run() {
        path.add(new Step<>(
                Integer.MIN_VALUE, 0, 0, model.initial(), NONE, false, choices(0, 0, model.initial(), NONE)));
        while (!path.isEmpty()) {
            Step<S> last = path.get(path.size() - 1);
            if (last.firstEnd() == byEnd.length || (foresight != null && foresight.isAllSeen())) {
                farthestEnd = -1;
                noteFarthest(last);
                return Result.ORDERED;
            }
            if (configurations > configurationsMax) {
                return Result.GIVEN_UP;
            }
            if (last.next().isEmpty()) {
                noteFarthest(last);
                path.remove(path.size() - 1);
                if (last.choice() >= 0) {
                    takeBack(last.choice());
                }
            } else {
                append(last, last.next().take());
            }
        }
        return Result.BLOCKED;
    }

    /** After a search that was {@link Result#BLOCKED}, without foresight: the first end that no order reaches. */
    int farthestEnd() {
        return farthestEnd;
    }

    /** The states after the longest orders, some of them; after the legal order if there was one. */
    List<String> farthestStates() {
        return farthestStates.stream().map(String::valueOf).toList();
    }

    /** The last operations of a longest order. */
    List<Operation> farthestOrder() {
        return farthestOrder;
    }

    /** A choice is an index in {@link #ended}, or the complement of one in {@link #unknown}. */
    private Operation operation(int choice) {
        return choice >= 0 ? ended.get(choice) : unknown.get(~choice);
    }

    private void append(Step<S> last, int choice) {
        Operation operation = operation(choice);
        S state = model.apply(last.state(), operation);
        boolean blind = model.overwrites(operation);
        if (state == null || (last.unseen() && blind)) {
            return;
        }
        if (choice < 0) {
            if (state.equals(last.state()) || isDeadEnd(state)) {
                return;
            }
            int[] used = with(last.used(), ~choice);
            // One that overwrites has a successor for each of its few observers: not worth remembering.
            if (blind || isNew(new Configuration<>(window(last.firstOpen()), last.firstOpen(), state, true), used)) {
                Choices next = choices(last.firstOpen(), last.firstEnd(), state, used);
                path.add(new Step<>(choice, last.firstOpen(), last.firstEnd(), state, used, true, next));
            }
            return;
        }
        order(choice);
        if (isDeadEnd(state)) {
            takeBack(choice);
            return;
        }
        int firstOpen = ordered.nextClearBit(last.firstOpen());
        int firstEnd = last.firstEnd();
        while (firstEnd < byEnd.length && ordered.get(byEnd[firstEnd])) {
            firstEnd++;
        }
        if (isNew(new Configuration<>(window(firstOpen), firstOpen, state, false), last.used())) {
            Choices next = choices(firstOpen, firstEnd, state, last.used());
            path.add(new Step<>(choice, firstOpen, firstEnd, state, last.used(), false, next));
        } else {
            takeBack(choice);
        }
    }

    private void order(int index) {
        ordered.set(index);
        if (foresight != null) {
            foresight.order(index);
        }
    }

    private void takeBack(int index) {
        ordered.clear(index);
        if (foresight != null) {
            foresight.takeBack(index);
        }
    }

    private boolean isDeadEnd(S state) {
        return foresight != null && foresight.isDeadEnd(state);
    }

    private Choices choices(int firstOpen, int firstEnd, S state, int[] used) {
        if (firstEnd == byEnd.length) {
            return new Choices(NONE);
        }
        long end = ended.get(byEnd[firstEnd]).completedNanos();
        int[] choices = new int[16];
        int count = 0;
        for (int index = firstOpen; index < ended.size() && ended.get(index).invokedNanos() < end; index++) {
            if (ordered.get(index)) {
                continue;
            }
            if (model.observesOnly(ended.get(index))) {
                if (model.apply(state, ended.get(index)) != null) {
                    return new Choices(new int[] {index});
                }
                continue;
            }
            if (spoilsNothing(state, ended.get(index))) {
                return new Choices(new int[] {index});
            }
            int same = positionOf(endedKind[index], choices, count);
            if (same < count) {
                choices[same] = whicheverEndsFirst(choices[same], index);
            } else {
                choices = count == choices.length ? Arrays.copyOf(choices, 2 * count) : choices;
                choices[count++] = index;
            }
        }
        int endedCount = count;
        for (int index = 0; index < unknown.size() && unknown.get(index).invokedNanos() < end; index++) {
            if (isUsed(used, index)
                    || (previousEqual[index] >= 0 && !isUsed(used, previousEqual[index]))
                    || positionOf(unknownKind[index], choices, endedCount) < endedCount) {
                continue;
            }
            if (spoilsNothing(state, unknown.get(index)) && !state.equals(model.apply(state, unknown.get(index)))) {
                return new Choices(new int[] {~index});
            }
            choices = count == choices.length ? Arrays.copyOf(choices, 2 * count) : choices;
            choices[count++] = ~index;
        }
        return new Choices(Arrays.copyOf(choices, count));
    }

    /** Where a choice among {@link #ended} does the same; the count if none does. */
    private int positionOf(int kind, int[] choices, int count) {
        int position = 0;
        while (position < count && endedKind[choices[position]] != kind) {
            position++;
        }
        return position;
    }

    private int whicheverEndsFirst(int one, int other) {
        return ended.get(one).completedNanos() < ended.get(other).completedNanos() ? one : other;
    }

    /** Whether a legal order of what is left, if there is one, may begin with this operation. */
    private boolean spoilsNothing(S state, Operation operation) {
        if (foresight == null || !foresight.anyOrderWillDo()) {
            return false;
        }
        S next = model.apply(state, operation);
        return next != null && !foresight.isDeadEnd(next);
    }

    /** Whether nothing at least as good was tried; remembers it. */
    private boolean isNew(Configuration<S> configuration, int[] used) {
        Configuration<S> seen =
                new Configuration<>(configuration.ordered(), configuration.firstOpen(), configuration.state(), false);
        if (isTried(seen, used) || (configuration.unseen() && isTried(configuration, used))) {
            return false;
        }
        tried.computeIfAbsent(configuration, absent -> new ArrayList<>(1)).add(used);
        configurations++;
        return true;
    }

    private boolean isTried(Configuration<S> configuration, int[] used) {
        for (int[] other : tried.getOrDefault(configuration, List.of())) {
            if (isSubset(other, used)) {
                return true;
            }
        }
        return false;
    }

    private BitSet window(int firstOpen) {
        return ordered.get(firstOpen, Math.max(firstOpen, ordered.length()));
    }

    private void noteFarthest(Step<S> step) {
        if (step.firstEnd() > farthestEnd) {
            farthestEnd = step.firstEnd();
            farthestStates.clear();
            farthestOrder = path.subList(Math.max(1, path.size() - SHOWN_OPERATIONS), path.size()).stream()
                    .map(shown -> operation(shown.choice()))
                    .toList();
        }
        if (step.firstEnd() == farthestEnd && farthestStates.size() < SHOWN_STATES_MAX) {
            farthestStates.add(step.state());
        }
    }

    private static boolean isUsed(int[] used, int index) {
        return Arrays.binarySearch(used, index) >= 0;
    }

    private static int[] with(int[] used, int index) {
        int[] more = Arrays.copyOf(used, used.length + 1);
        more[used.length] = index;
        Arrays.sort(more);
        return more;
    }

    private static boolean isSubset(int[] part, int[] whole) {
        int position = 0;
        for (int index : whole) {
            if (position < part.length && part[position] == index) {
                position++;
            }
        }
        return position == part.length;
    }
}
