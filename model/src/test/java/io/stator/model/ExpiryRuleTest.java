package io.stator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DynamoDB: "The item expires after the specified time", and "the TTL can't be more than five years in the past"; UpdateTimeToLive:
 * "If the epoch time value stored in the attribute is less than the current time, the item is marked as expired".
 */
class ExpiryRuleTest {
    /** 2023-11-14T22:13:20.500Z. */
    private static final long NOW_MILLIS = 1_700_000_000_500L;

    /** 5 times 365 days before; that leap days do not count is believed. */
    private static final String FIVE_YEARS_AGO = "1542320000.5";

    private final ExpiryRule rule = ExpiryRule.at(NOW_MILLIS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000",
                "1700000000.4999999999999999999999999999",
                "1.7E9",
                "0.17E10",
                "17000000000000000000000000000000000000E-28",
                "1699999999",
                FIVE_YEARS_AGO,
                "1542320000.5000000000000000000000000001",
                "1542320001"
            })
    void whatIsBeforeNowHasExpired(String value) {
        assertThat(rule.hasExpired(DecimalNumber.parse(value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000.5",
                "1700000000.5000000000000000000000000001",
                "1700000001",
                // Milliseconds, as a program may write by mistake: the year 55840.
                "1700000000500",
                "9.9999999999999999999999999999999999999E125"
            })
    void whatIsNowOrLaterHasNot(String value) {
        assertThat(rule.hasExpired(DecimalNumber.parse(value))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1542320000.4999999999999999999999999999",
                "1542320000",
                "1",
                "1E-130",
                "0",
                "-1E-130",
                "-1",
                "-1700000000",
                "-9.9999999999999999999999999999999999999E125"
            })
    void whatIsFiveYearsAgoIsTakenForAnError(String value) {
        assertThat(rule.hasExpired(DecimalNumber.parse(value))).isFalse();
    }

    @Test
    void clocksOfAnyTimeJudge() {
        DecimalNumber zero = DecimalNumber.ZERO;
        assertThat(ExpiryRule.at(0).hasExpired(zero)).isFalse();
        assertThat(ExpiryRule.at(1).hasExpired(zero)).isTrue();
        assertThat(ExpiryRule.at(-1).hasExpired(DecimalNumber.of(-1))).isTrue();
        assertThat(ExpiryRule.at(Limits.EXPIRED_FOR_MILLIS_MAX).hasExpired(zero))
                .isTrue();
        assertThat(ExpiryRule.at(Limits.EXPIRED_FOR_MILLIS_MAX + 1).hasExpired(zero))
                .isFalse();
        assertThat(ExpiryRule.at(Long.MAX_VALUE).hasExpired(zero)).isFalse();
    }

    @Test
    void agreesWithArithmetic() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        BigDecimal now = new BigDecimal(NOW_MILLIS).movePointLeft(3);
        BigDecimal oldest = now.subtract(new BigDecimal(5L * 365 * 24 * 3600));
        for (int i = 0; i < 10_000; i++) {
            BigDecimal near = random.nextBoolean() ? now : oldest;
            BigDecimal value =
                    near.add(new BigDecimal(random.nextInt(-2000, 2000)).movePointLeft(random.nextInt(0, 20)));
            boolean expected =
                    value.subtract(now).signum() < 0 && value.subtract(oldest).signum() >= 0;
            assertThat(rule.hasExpired(DecimalNumber.of(value)))
                    .as("%s, seed %s", value, seed)
                    .isEqualTo(expected);
        }
    }
}
