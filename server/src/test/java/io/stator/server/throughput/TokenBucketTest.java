package io.stator.server.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private long now = Long.MAX_VALUE - 5;

    private void passSeconds(double seconds) {
        now += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** How many units it gives, one by one, until it refuses. */
    private int drain(TokenBucket bucket) {
        int units = 0;
        while (bucket.take(1, now)) {
            units++;
        }
        return units;
    }

    @Test
    void aNewBucketHasItsPartOf300Seconds() {
        assertThat(drain(new TokenBucket(10, 1, now))).isEqualTo(3000);
        assertThat(drain(new TokenBucket(10, 0.25, now))).isEqualTo(750);
    }

    @Test
    void itFillsAtItsPartOfTheRate() {
        TokenBucket bucket = new TokenBucket(10, 0.5, now);
        drain(bucket);
        passSeconds(4);
        assertThat(drain(bucket)).isEqualTo(20);
        passSeconds(0.1);
        assertThat(bucket.take(1, now)).isTrue();
        assertThat(bucket.take(1, now)).isFalse();
    }

    @Test
    void whatIsNotUsedIsKeptFor300Seconds() {
        TokenBucket bucket = new TokenBucket(2, 1, now);
        drain(bucket);
        passSeconds(299);
        assertThat(drain(bucket)).isEqualTo(598);
        passSeconds(10_000);
        assertThat(drain(bucket)).isEqualTo(600);
    }

    /** A large item passes where there is anything, and the next ones wait until it is repaid. */
    @Test
    void moreThanThereIsMayBeTakenAndIsOwed() {
        TokenBucket bucket = new TokenBucket(1, 1, now);
        drain(bucket);
        passSeconds(0.5);
        assertThat(bucket.take(100, now)).isTrue();
        passSeconds(99);
        assertThat(bucket.take(1, now)).isFalse();
        passSeconds(0.6);
        assertThat(bucket.take(1, now)).isTrue();
        assertThat(bucket.take(1, now)).isFalse();
    }

    @Test
    void nothingLeftIsNotEnough() {
        TokenBucket bucket = new TokenBucket(1, 1, now);
        assertThat(bucket.take(300, now)).isTrue();
        assertThat(bucket.take(0, now)).isFalse();
        assertThat(bucket.take(0.5, now)).isFalse();
    }

    @Test
    void whatWasTakenIsSettled() {
        TokenBucket bucket = new TokenBucket(1, 1, now);
        bucket.take(1, now);
        bucket.adjust(99);
        assertThat(bucket.report(now)).isEqualTo(new TokenBucket.Use(100, 100, false, 200));
        bucket.adjust(-100);
        assertThat(bucket.report(now)).isEqualTo(new TokenBucket.Use(0, 0, false, 300));
        assertThat(drain(bucket)).isEqualTo(300);
        bucket.want(1);
        assertThat(bucket.report(now)).isEqualTo(new TokenBucket.Use(300, 301, false, 0));
    }

    @Test
    void anotherRateCountsFromThenOn() {
        TokenBucket bucket = new TokenBucket(10, 1, now);
        drain(bucket);
        passSeconds(3);
        bucket.setRate(100, now);
        assertThat(drain(bucket)).isEqualTo(30);
        passSeconds(3);
        assertThat(drain(bucket)).isEqualTo(300);
        passSeconds(1000);
        bucket.setRate(1, now);
        assertThat(drain(bucket)).as("no more than 300 s of the new rate").isEqualTo(300);
    }

    @Test
    void aDebtStaysWhateverTheRate() {
        TokenBucket bucket = new TokenBucket(1, 1, now);
        drain(bucket);
        bucket.adjust(50);
        bucket.setRate(10, now);
        passSeconds(4.9);
        assertThat(bucket.take(1, now)).isFalse();
        passSeconds(0.2);
        assertThat(bucket.take(1, now)).isTrue();
    }

    /** What is consumed while a report is under way is no part of what the answer is about. */
    @Test
    void whatItIsToldCountsFromItsReport() {
        TokenBucket bucket = new TokenBucket(10, 0.5, now);
        bucket.take(100, now);
        assertThat(bucket.report(now).consumed()).isEqualTo(100);
        bucket.take(30, now);
        bucket.answered();
        bucket.tell(200, 0.5, now);
        assertThat(bucket.report(now)).isEqualTo(new TokenBucket.Use(30, 30, true, 170));
        assertThat(drain(bucket)).isEqualTo(70);
    }

    @Test
    void aReportThatIsLostIsPartOfTheNext() {
        TokenBucket bucket = new TokenBucket(10, 1, now);
        bucket.take(5, now);
        bucket.report(now);
        bucket.take(7, now);
        assertThat(bucket.report(now).consumed()).isEqualTo(12);
        bucket.answered();
        assertThat(bucket.report(now).isNothing()).isTrue();
    }

    /** However long nobody says anything: the table has never more than 300 s, nor is a debt older than that. */
    @Test
    void whatTheTableHasLeftIsGuessed() {
        TokenBucket bucket = new TokenBucket(10, 0.5, now);
        bucket.tell(-50, 0.5, now);
        passSeconds(1);
        assertThat(bucket.report(now).level()).isCloseTo(-40, within(1e-6));
        for (int second = 0; second < 3600; second++) {
            passSeconds(1);
            drain(bucket);
        }
        assertThat(bucket.report(now).level()).isBetween(2900.0, 3000.0);
    }

    @Test
    void aPartThatShrinksTakesWhatIsKeptAlong() {
        TokenBucket bucket = new TokenBucket(1, 1, now);
        bucket.goAlone(0.1, now);
        assertThat(drain(bucket)).isEqualTo(30);
        bucket.goAlone(1, now);
        passSeconds(2);
        assertThat(drain(bucket)).isEqualTo(2);
    }

    @Test
    void aTimeThatDoesNotPassGivesNothing() {
        TokenBucket bucket = new TokenBucket(1, 1, now);
        drain(bucket);
        passSeconds(2);
        assertThat(bucket.take(1, now)).isTrue();
        // Another thread, which looked at the clock a moment earlier.
        passSeconds(-1);
        assertThat(bucket.take(1, now)).isTrue();
        assertThat(bucket.take(1, now)).isFalse();
        passSeconds(1);
        assertThat(bucket.take(1, now)).isFalse();
    }
}
