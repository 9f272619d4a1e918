package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.LeasePolicy;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeaseTest {
    /** The clock's start is arbitrary, and it may wrap. */
    private static final long START = Long.MAX_VALUE - 50;

    private final Lease lease = new Lease(START);

    private static long at(long millis) {
        return START + millis * 1_000_000;
    }

    private static final long MILLI = 1_000_000;

    @Test
    void aLeaseCountsFromBeforeItsEntryWasProposed() {
        lease.granted(3, at(100), 800);
        long expiry = Objects.requireNonNull(lease.expiryNanos(3));
        assertThat(expiry).isEqualTo(at(900));
        assertThat(LeasePolicy.untilExpiry().holds(at(899), expiry)).isTrue();
        assertThat(LeasePolicy.untilExpiry().holds(at(900), expiry)).isFalse();
        assertThat(lease.expiryNanos(2)).isNull();
        assertThat(lease.expiryNanos(4)).isNull();
    }

    @Test
    void aLaterEntryRenewsIt() {
        lease.granted(3, at(100), 800);
        lease.granted(3, at(300), 800);
        lease.granted(3, at(200), 800);
        assertThat(lease.expiryNanos(3)).isEqualTo(at(1100));
        lease.granted(4, at(350), 100);
        assertThat(lease.expiryNanos(3)).isNull();
        assertThat(lease.expiryNanos(4)).isEqualTo(at(450));
        lease.granted(3, at(400), 800);
        assertThat(lease.heldTerm()).isEqualTo(4);
    }

    @Test
    void renewalIsDueInTheSecondHalf() {
        assertThat(lease.renewalDue(at(0))).isFalse();
        lease.granted(3, at(100), 800);
        assertThat(lease.renewalDue(at(500))).isFalse();
        assertThat(lease.renewalDue(at(501))).isTrue();
        assertThat(lease.renewalDue(at(5000))).isTrue();
    }

    @Test
    void leasesCanBeOff() {
        lease.granted(3, at(100), 0);
        assertThat(lease.renewalDue(at(100))).isFalse();
        long expiry = Objects.requireNonNull(lease.expiryNanos(3));
        assertThat(LeasePolicy.untilExpiry().holds(at(100), expiry)).isFalse();
    }

    @Test
    void aNewGroupNeedNotWait() {
        assertThat(lease.silenceNanos(1, at(0))).isZero();
    }

    @Test
    void aNewLeaderWaitsForTheLeaseOfTheLastEntryItAppliedAndForDrift() {
        lease.entryApplied(1, 800, at(0));
        lease.entryApplied(1, 800, at(500));
        assertThat(lease.silenceNanos(2, at(500))).isEqualTo(808 * MILLI);
        assertThat(lease.silenceNanos(2, at(1000))).isEqualTo(308 * MILLI);
        assertThat(lease.silenceNanos(2, at(1308))).isZero();
    }

    @Test
    void itsOwnEntriesDoNotMakeItWait() {
        lease.entryApplied(1, 800, at(0));
        lease.entryApplied(2, 800, at(700));
        assertThat(lease.silenceNanos(2, at(700))).isEqualTo(108 * MILLI);
        assertThat(lease.silenceNanos(3, at(700))).isEqualTo(808 * MILLI);
    }

    @Test
    void aLongLeaseOfAnOlderTermIsNotForgotten() {
        lease.entryApplied(1, 1000, at(0));
        lease.entryApplied(2, 10, at(1));
        lease.entryApplied(3, 10, at(2));
        assertThat(lease.silenceNanos(4, at(2))).isEqualTo(1008 * MILLI);
    }

    @Test
    void whoDoesNotKnowTheLastEntryWaitsForTheLongestLease() {
        lease.entryApplied(1, 10, at(0));
        lease.pastUnseen(at(100));
        assertThat(lease.silenceNanos(1, at(100))).isEqualTo(1010 * MILLI);
        assertThat(lease.silenceNanos(2, at(100))).isEqualTo(1010 * MILLI);
        assertThat(lease.silenceNanos(2, at(1110))).isZero();
    }

    @Test
    void noLeaseCountsFromALaterMomentThanTheElection() {
        lease.entryApplied(1, 800, at(500));
        lease.elected(2, at(1000));
        lease.elected(2, at(2000));
        lease.entryApplied(1, 800, at(3000));
        assertThat(lease.silenceNanos(2, at(1000))).isEqualTo(808 * MILLI);
        assertThat(lease.silenceNanos(2, at(1808))).isZero();
        assertThat(lease.silenceNanos(3, at(3000)))
                .as("in a term it was not elected in")
                .isEqualTo(808 * MILLI);
    }

    @Test
    void afterTheElectionTheLongestLeaseIsWaitedFor() {
        lease.entryApplied(1, 1000, at(0));
        lease.entryApplied(1, 10, at(100));
        lease.elected(2, at(100));
        lease.entryApplied(1, 10, at(2000));
        assertThat(lease.silenceNanos(2, at(100))).isEqualTo(1010 * MILLI);
    }

    @Test
    void theElectionSaysNothingOfAnEarlierOne() {
        lease.elected(2, at(0));
        lease.entryApplied(1, 800, at(100));
        lease.entryApplied(3, 800, at(5000));
        assertThat(lease.silenceNanos(4, at(5000))).isEqualTo(808 * MILLI);
        lease.elected(4, at(5100));
        lease.entryApplied(3, 800, at(6000));
        assertThat(lease.silenceNanos(4, at(5100))).isEqualTo(808 * MILLI);
    }

    @Test
    void theElectionDoesNotShortenTheWaitForUnseenEntries() {
        lease.pastUnseen(at(100));
        lease.entryApplied(1, 10, at(110));
        lease.elected(2, at(200));
        assertThat(lease.silenceNanos(2, at(200))).isEqualTo(910 * MILLI);
    }

    @Test
    void termsOnlyGrow() {
        lease.entryApplied(2, 10, at(0));
        assertThatThrownBy(() -> lease.entryApplied(1, 10, at(0))).isInstanceOf(IllegalStateException.class);
    }
}
