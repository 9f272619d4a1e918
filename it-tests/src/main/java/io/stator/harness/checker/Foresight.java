package io.stator.harness.checker;

import io.stator.harness.history.Operation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What the operations that are not ordered yet have seen, smallest state first: the next of them is what
 * the state has to become. Used by one search.
 */
final class Foresight<S> {
    private final GrowingModel<S> model;
    private final List<Operation> operations;
    /** Indexes of the operations that saw the state, by the size they saw. */
    private final int[] bySize;
    /** Where each operation is in {@link #bySize}, or -1. */
    private final int[] rank;

    private final BitSet orderedRanks = new BitSet();

    Foresight(GrowingModel<S> model, List<Operation> operations) {
        this.model = model;
        this.operations = operations;
        OptionalLong[] sizes = operations.stream().map(model::sizeSeen).toArray(OptionalLong[]::new);
        this.bySize = IntStream.range(0, sizes.length)
                .filter(index -> sizes[index].isPresent())
                .boxed()
                .sorted(Comparator.comparingLong(index -> sizes[index].getAsLong()))
                .mapToInt(Integer::intValue)
                .toArray();
        this.rank = new int[sizes.length];
        Arrays.fill(rank, -1);
        for (int position = 0; position < bySize.length; position++) {
            rank[bySize[position]] = position;
        }
    }

    void order(int index) {
        if (rank[index] >= 0) {
            orderedRanks.set(rank[index]);
        }
    }

    void takeBack(int index) {
        if (rank[index] >= 0) {
            orderedRanks.clear(rank[index]);
        }
    }

    /** Whether every operation that saw the state is ordered: those that are left fit into any order. */
    boolean isAllSeen() {
        return orderedRanks.nextClearBit(0) == bySize.length;
    }

    /** Whether the state can no longer become the one that was seen next. */
    boolean isDeadEnd(S state) {
        int next = orderedRanks.nextClearBit(0);
        return next < bySize.length && !model.mayBecome(state, operations.get(bySize[next]));
    }

    boolean anyOrderWillDo() {
        return model.anyOrderWillDo();
    }
}
