package io.stator.harness.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void momentsAreDistinctEvenIfTheClockStands() {
        History history = new History(() -> 7);
        history.invoke(0, "k", new Function.Write("1")).end(new Outcome.Done());
        history.invoke(1, "k", new Function.Read()).end(new Outcome.Found("1"));
        List<Operation> operations = history.operations();
        assertThat(operations).extracting(Operation::invokedNanos).containsExactly(7L, 9L);
        assertThat(operations).extracting(Operation::completedNanos).containsExactly(8L, 10L);
    }

    @Test
    void whatHasNotEndedIsUnknown() {
        History history = History.startingNow();
        history.invoke(0, "k", new Function.Write("1"));
        assertThat(history.operations()).extracting(Operation::outcome).containsExactly(new Outcome.Unknown());
        assertThat(history.size()).isZero();
    }

    @Test
    void anOperationEndsOnce() {
        History history = History.startingNow();
        History.Invocation invocation = history.invoke(0, "k", new Function.Read());
        invocation.end(new Outcome.Found(null));
        assertThatThrownBy(() -> invocation.end(new Outcome.Failed())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void operationsOverlapWhileBothAreUnderWay() {
        Operation first = new Operation(0, "k", new Function.Read(), new Outcome.Found(null), 1, 4);
        Operation second = new Operation(1, "k", new Function.Write("1"), new Outcome.Unknown(), 3, Operation.NEVER);
        Operation third = new Operation(2, "k", new Function.Read(), new Outcome.Found(null), 5, 6);
        assertThat(first.overlaps(second)).isTrue();
        assertThat(second.overlaps(third)).isTrue();
        assertThat(first.overlaps(third)).isFalse();
    }
}
