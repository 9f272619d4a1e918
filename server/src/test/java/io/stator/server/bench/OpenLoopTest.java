package io.stator.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    /** The monotonic clock may overflow. */
    private static final long START = Math.addExact(Long.MAX_VALUE, -5);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LATE_MAX = 10 * SECOND;
    private static final int UNDER_WAY_MAX = 1_000;

    private final FakeServer server = new FakeServer(START);

    private OpenLoop loop(int perSecond, int warmupSeconds, int seconds, int underWayMax) {
        ArrivalSchedule schedule = new ArrivalSchedule(START, perSecond, warmupSeconds, seconds);
        return new OpenLoop(server, schedule, new OpenLoop.Limits(underWayMax, LATE_MAX), server);
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }

    /** Within the histogram's three digits. */
    private static void assertMicros(long actual, long nanos) {
        assertThat(new Histogram(3).valuesAreEquivalent(actual, micros(nanos)))
                .as("%s µs, not %s", actual, micros(nanos))
                .isTrue();
    }

    @Test
    void everyIntendedStartIsSentOnceAndAtItsMoment() {
        OpenLoop loop = loop(3, 0, 2, UNDER_WAY_MAX);
        List<Long> waits = new ArrayList<>();
        for (long wait = loop.sendDue(); wait != OpenLoop.DONE; wait = loop.sendDue()) {
            waits.add(wait);
            server.pass(wait);
        }
        assertThat(waits).hasSize(5).allMatch(wait -> wait > 0);
        assertThat(server.startedNanos())
                .containsExactly(
                        START,
                        START + 333_333_333,
                        START + 666_666_666,
                        START + SECOND,
                        START + SECOND + 333_333_333,
                        START + SECOND + 666_666_666);
        assertThat(loop.counts()).isEqualTo(new ArrivalCounts(6, 0, 0));
    }

    @Test
    void nothingIsSentTwiceHoweverOftenItLooks() {
        OpenLoop loop = loop(10, 0, 1, UNDER_WAY_MAX);
        assertThat(loop.sendDue()).isEqualTo(SECOND / 10);
        assertThat(loop.sendDue()).isEqualTo(SECOND / 10);
        server.pass(SECOND / 4);
        assertThat(loop.sendDue()).isEqualTo(SECOND / 20);
        assertThat(server.startedNanos()).hasSize(3);
        server.pass(SECOND);
        assertThat(loop.sendDue()).isEqualTo(OpenLoop.DONE);
        assertThat(loop.sendDue()).isEqualTo(OpenLoop.DONE);
        assertThat(server.startedNanos()).hasSize(10);
    }

    @Test
    void requestsStartWhetherOrNotEarlierOnesWereAnswered() {
        OpenLoop loop = loop(100, 0, 1, UNDER_WAY_MAX);
        server.pass(SECOND);
        loop.sendDue();
        assertThat(loop.counts().sent()).isEqualTo(100);
        assertThat(loop.arrived().latency().getTotalCount()).isZero();
    }

    @Test
    void latencyCountsFromTheIntendedStartWhenTheSenderIsLate() {
        OpenLoop loop = loop(10, 0, 1, UNDER_WAY_MAX);
        server.pass(SECOND);
        loop.sendDue();
        server.pass(SECOND / 100);
        server.answerAll();
        Histogram latency = loop.arrived().latency();
        assertThat(latency.getTotalCount()).isEqualTo(10);
        assertMicros(latency.getMaxValue(), SECOND + SECOND / 100);
        assertMicros(latency.getMinValue(), SECOND / 10 + SECOND / 100);
        assertThat(loop.counts().latestSendMicros()).isEqualTo(micros(SECOND));
    }

    @Test
    void arrivalsOverTheLimitAreCountedAndThereIsRoomAfterAnAnswer() {
        OpenLoop loop = loop(10, 0, 1, 4);
        server.pass(SECOND / 2);
        loop.sendDue();
        assertThat(loop.counts().sent()).isEqualTo(4);
        assertThat(loop.counts().notSent()).isEqualTo(2);
        server.answerAll();
        server.pass(SECOND / 2);
        assertThat(loop.sendDue()).isEqualTo(OpenLoop.DONE);
        assertThat(loop.counts().sent()).isEqualTo(8);
        assertThat(loop.counts().notSent()).isEqualTo(2);
    }

    @Test
    void aFailureMakesRoomToo() throws InterruptedException {
        OpenLoop loop = loop(10, 0, 1, 1);
        loop.sendDue();
        assertThat(loop.awaitAnswers(0)).isFalse();
        server.failAll(new StatorException(ErrorCode.THROTTLING, "full"));
        assertThat(loop.arrived().errors()).isEqualTo(Map.of(ErrorCode.THROTTLING, 1L));
        assertThat(loop.awaitAnswers(0)).isTrue();
    }

    @Test
    void whatIsTooLateIsNotSentButCounted() {
        OpenLoop loop = loop(1, 0, 20, UNDER_WAY_MAX);
        server.pass(LATE_MAX + 2 * SECOND);
        loop.sendDue();
        assertThat(loop.counts()).isEqualTo(new ArrivalCounts(11, 2, micros(LATE_MAX)));
    }

    @Test
    void theWarmUpLeavesNoTraceButInWhatCameInTime() {
        OpenLoop loop = loop(10, 1, 1, 15);
        server.pass(SECOND - 1);
        loop.sendDue();
        assertThat(loop.counts()).isEqualTo(new ArrivalCounts(0, 0, 0));
        server.pass(1);
        server.answerAll();
        assertThat(loop.arrived().latency().getTotalCount()).isZero();
        assertThat(loop.inTime().latency().getTotalCount()).isEqualTo(10);
        server.pass(SECOND);
        loop.sendDue();
        server.answerAll();
        assertThat(loop.arrived().latency().getTotalCount()).isEqualTo(10);
        assertThat(loop.inTime().latency().getTotalCount()).isEqualTo(10);
    }

    @Test
    void theSeriesTellsOneSecondFromTheNext() {
        OpenLoop loop = loop(10, 0, 3, 12);
        Series series = new Series(loop);
        server.pass(SECOND - 1);
        loop.sendDue();
        server.answerAll();
        SeriesSecond first = series.next();
        assertThat(List.of(first.second(), first.answered(), first.refused())).containsExactly(1, 10L, 0L);
        assertMicros(first.p99(), SECOND - 1);

        server.pass(SECOND);
        loop.sendDue();
        server.failAll(new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "no leader"));
        assertThat(series.next()).isEqualTo(new SeriesSecond(2, 0, 10, 0, 0, 0));

        server.pass(SECOND / 2);
        loop.sendDue();
        server.failAll(new StatorException(ErrorCode.OUTCOME_UNKNOWN, "no answer"));
        assertThat(series.next()).isEqualTo(new SeriesSecond(3, 0, 0, 5, 0, 0));
        assertThat(series.seconds()).hasSize(3);
    }

    @Test
    void changesAreToldByKind() {
        OpenLoop loop = loop(10, 0, 3, UNDER_WAY_MAX);
        OpenLoopChanges changes = new OpenLoopChanges(loop);
        server.pass(SECOND - 1);
        loop.sendDue();
        server.answerAll();
        assertThat(changes.next().latency(OperationKind.WRITE).getTotalCount()).isEqualTo(10);
        server.pass(SECOND);
        loop.sendDue();
        server.pass(SECOND / 10);
        server.answerAll();
        OpenLoopChanges.Change second = changes.next();
        assertThat(second.latency(OperationKind.READ, OperationKind.EVENTUAL_READ)
                        .getTotalCount())
                .isZero();
        Histogram writes = second.latency(OperationKind.WRITE);
        assertThat(writes.getTotalCount()).isEqualTo(10);
        assertMicros(writes.getMaxValue(), SECOND + SECOND / 10 - 1);
        assertThat(changes.next().latency(OperationKind.values()).getTotalCount())
                .isZero();
    }

    @Test
    void aFastScheduleKeepsItsRateForADay() {
        ArrivalSchedule schedule = new ArrivalSchedule(0, Load.Rate.MAX, 86_400, 86_400);
        assertThat(schedule.intendedNanos(schedule.count())).isEqualTo(2 * 86_400 * SECOND);
        assertThat(LongStream.range(0, 5).map(schedule::intendedNanos)).containsExactly(0L, 1000L, 2000L, 3000L, 4000L);
    }
}
