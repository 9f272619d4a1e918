package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalNumberTest {
    private static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported range";
    private static final String UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    private static final String TOO_PRECISE = "Attempting to store more than 38 significant digits in a Number";
    private static final String DIGITS_38 = "12345678901234567890123456789012345678";

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+0.000, 0",
        "0e999999999, 0",
        "00012, 12",
        "1.50, 1.5",
        "-1.50, -1.5",
        "+7, 7",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E+3, 1000",
        "120e-2, 1.2",
        "-1e-3, -0.001",
        "1000000000000000000000, 1000000000000000000000",
        "9223372036854775808, 9223372036854775808"
    })
    void readsAndWritesCanonically(String text, String canonical) {
        assertThat(DecimalNumber.parse(text)).hasToString(canonical);
        assertThat(DecimalNumber.parse(text)).isEqualTo(DecimalNumber.parse(canonical));
        assertThat(DecimalNumber.parse(text)).hasSameHashCodeAs(DecimalNumber.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                " ",
                " 1",
                "1 ",
                "1\n",
                "NaN",
                "Infinity",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "1e5.0",
                "1.2.3",
                "--1",
                "0x10",
                "1f",
                "1_000",
                "1,000",
                "\u0661",
                "1e\u0661",
                "1e5x"
            })
    void refusesWhatIsNoNumber(String text) {
        assertRefused(() -> DecimalNumber.parse(text), "The parameter cannot be converted to a numeric value: " + text);
    }

    @Test
    void refusesNothing() {
        assertRefused(() -> DecimalNumber.parse(""), "The parameter cannot be converted to a numeric value");
    }

    @Test
    void has38Digits() {
        assertThat(DecimalNumber.parse(DIGITS_38)).hasToString(DIGITS_38);
        assertThat(DecimalNumber.parse("0.00" + DIGITS_38 + "00")).hasToString("0.00" + DIGITS_38);
        assertThat(DecimalNumber.parse(DIGITS_38).digits()).isEqualTo(Limits.NUMBER_DIGITS_MAX);
        assertRefused(() -> DecimalNumber.parse(DIGITS_38 + "9"), TOO_PRECISE);
        assertRefused(() -> DecimalNumber.parse("-1." + DIGITS_38), TOO_PRECISE);
        assertRefused(() -> DecimalNumber.of(new BigDecimal("0." + DIGITS_38 + "1")), TOO_PRECISE);
    }

    @Test
    void reachesFromSmallestToLargest() {
        String nines = "9".repeat(38);
        assertThat(DecimalNumber.parse("9." + nines.substring(1) + "E+125")).hasToString(nines + "0".repeat(125 - 37));
        assertThat(DecimalNumber.parse("-1e-130")).hasToString("-0." + "0".repeat(129) + "1");
        assertThat(DecimalNumber.parse("0." + "0".repeat(129) + "1")).isEqualTo(DecimalNumber.parse("1e-130"));
        assertRefused(() -> DecimalNumber.parse("1e126"), OVERFLOW);
        assertRefused(() -> DecimalNumber.parse("-1e126"), OVERFLOW);
        assertRefused(() -> DecimalNumber.parse("1" + "0".repeat(126)), OVERFLOW);
        assertRefused(() -> DecimalNumber.parse("1e-131"), UNDERFLOW);
        assertRefused(() -> DecimalNumber.parse("-9.9e-131"), UNDERFLOW);
    }

    @Test
    void readsTextOfBoundedLength() {
        String zeros = "0".repeat(Limits.NUMBER_TEXT_CHARS_MAX - 1);
        assertThat(DecimalNumber.parse(zeros + "7")).isEqualTo(DecimalNumber.of(7));
        assertRefused(
                () -> DecimalNumber.parse(zeros + "07"),
                "The parameter cannot be converted to a numeric value: " + "0".repeat(256) + "...");
    }

    @Test
    void isNotKeptBusyByExponents() {
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            assertRefused(() -> DecimalNumber.parse("1e999999999"), OVERFLOW);
            assertRefused(() -> DecimalNumber.parse("1e" + "9".repeat(1000)), OVERFLOW);
            assertRefused(() -> DecimalNumber.parse("1e-2147483649"), UNDERFLOW);
            assertRefused(() -> DecimalNumber.of(new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE)), OVERFLOW);
            assertRefused(() -> DecimalNumber.of(new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE)), UNDERFLOW);
        });
    }

    @Test
    void addsExactly() {
        assertThat(add("0.1", "0.2")).isEqualTo("0.3");
        assertThat(add("5", "-5")).isEqualTo("0");
        assertThat(add(DIGITS_38, "1")).isEqualTo("12345678901234567890123456789012345679");
        assertThat(add("1e-130", "2e-130"))
                .isEqualTo(DecimalNumber.parse("3e-130").toString());
        assertRefused(() -> add("9e125", "1e125"), OVERFLOW);
        assertRefused(() -> add("1e125", "1e-130"), TOO_PRECISE);
        assertRefused(() -> add("1e38", "1"), TOO_PRECISE);
        assertRefused(() -> add("1.1e-130", "-1e-130"), UNDERFLOW);
    }

    private static String add(String left, String right) {
        return DecimalNumber.parse(left).add(DecimalNumber.parse(right)).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100, 100",
        "-2.5, -2.5",
        "1e39, 1000000000000000000000000000000000000000",
        "1e40, 1E+40",
        "-1.5e125, -1.5E+125",
        "1e-39, 0.000000000000000000000000000000000000001",
        "1e-40, 1E-40",
        "-1.25e-130, -1.25E-130"
    })
    void hasCompactText(String text, String compact) {
        assertThat(DecimalNumber.parse(text).toCompactString()).isEqualTo(compact);
    }

    @Test
    void agreesWithBigDecimal() {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 20_000; i++) {
            DecimalNumber left = values.number();
            DecimalNumber right = values.number();
            BigDecimal leftValue = left.toBigDecimal();
            assertThat(left.compareTo(right)).isEqualTo(leftValue.compareTo(right.toBigDecimal()));
            assertThat(left.equals(right)).isEqualTo(left.compareTo(right) == 0);
            assertThat(DecimalNumber.parse(left.toString())).isEqualTo(left);
            assertThat(DecimalNumber.parse(left.toCompactString())).isEqualTo(left);
            assertThat(left.toCompactString().length()).isLessThanOrEqualTo(48);
            assertThat(DecimalNumber.parse(leftValue.unscaledValue() + "00e" + (-leftValue.scale() - 2L)))
                    .isEqualTo(left);
            assertThat(new BigDecimal(left.toString())).isEqualByComparingTo(leftValue);
        }
    }
}
