package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCodecTest {
    private static final Comparator<ByteString> BYTES = ByteString.unsignedLexicographicalComparator();

    @ParameterizedTest
    @CsvSource({
        "0, 1002",
        "1, 1003410200",
        "10, 1003410b00",
        "12, 1003410d00",
        "99, 1003416400",
        "100, 1003420200",
        "123, 1003420218 00",
        "0.1, 1003400b00",
        "0.01, 1003400200",
        "0.001, 10033f0b00",
        "-1, 1001befdff",
        "-12, 1001bef2ff",
        "-100, 1001bdfdff",
        "1E-130, 1003000200",
        "1E+125, 10037f0b00",
        "-1E+125, 100180f4ff"
    })
    void encodesNumbers(String number, String hex) {
        assertGolden(AttributeValue.number(number), hex.replace(" ", ""));
    }

    @Test
    void encodesTheLongestNumber() {
        AttributeValue longest = AttributeValue.number("1" + "23".repeat(18) + "4E+87");
        assertGolden(longest, "10037f02" + "18".repeat(18) + "2900");
        assertThat(KeyCodec.encode(longest).size()).isEqualTo(24);
    }

    @Test
    void encodesStringsAndBinaries() {
        assertGolden(AttributeValue.string(""), "200001");
        assertGolden(AttributeValue.string("ab"), "2061620001");
        assertGolden(AttributeValue.string("\0"), "2000ff0001");
        assertGolden(AttributeValue.string("\u00e4\uD83D\uDE00"), "20c3a4f09f98800001");
        assertGolden(AttributeValue.binary(new byte[0]), "300001");
        assertGolden(AttributeValue.binary(new byte[] {0, 1, -1, 0}), "3000ff01ff00ff0001");
    }

    private static void assertGolden(AttributeValue value, String hex) {
        assertThat(hex(KeyCodec.encode(value))).isEqualTo(hex);
        assertThat(KeyCodec.decode(fromHex(hex))).isEqualTo(value);
    }

    @Test
    void hasNoEncodingOfOtherTypes() {
        assertRefused(
                () -> KeyCodec.encode(AttributeValue.bool(true)), "The provided key element does not match the schema");
        assertRefused(() -> KeyCodec.prefixStart(AttributeValue.number(1)));
        assertRefused(() -> KeyCodec.prefixEnd(AttributeValue.nullValue()));
    }

    @Test
    void keepsOrderAndIsSelfDelimiting() {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 60_000; i++) {
            AttributeValue left = values.keyValue();
            AttributeValue right = values.keyValue();
            ByteString leftBytes = KeyCodec.encode(left);
            ByteString rightBytes = KeyCodec.encode(right);
            if (left.type() == right.type()) {
                assertThat(Integer.signum(BYTES.compare(leftBytes, rightBytes)))
                        .as("%s %s", left, right)
                        .isEqualTo(Integer.signum(compare(left, right)));
            }
            if (!left.equals(right)) {
                assertThat(leftBytes.startsWith(rightBytes))
                        .as("%s %s", left, right)
                        .isFalse();
            }
            assertThat(KeyCodec.decode(leftBytes)).isEqualTo(left);
            byte[] both = rightBytes.concat(leftBytes).concat(rightBytes).toByteArray();
            assertThat(KeyCodec.lengthAt(both, rightBytes.size())).isEqualTo(leftBytes.size());
        }
    }

    private static int compare(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.N a && right instanceof AttributeValue.N b) {
            return a.value().compareTo(b.value());
        }
        if (left instanceof AttributeValue.B a && right instanceof AttributeValue.B b) {
            return BYTES.compare(a.value(), b.value());
        }
        return BYTES.compare(
                ByteString.copyFromUtf8(((AttributeValue.S) left).value()),
                ByteString.copyFromUtf8(((AttributeValue.S) right).value()));
    }

    @Test
    void boundsWhatBeginsWithAPrefix() {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 60_000; i++) {
            ByteString prefix = values.bytes();
            ByteString content = values.chance(50) ? prefix.concat(values.bytes()) : values.bytes();
            AttributeValue prefixValue = AttributeValue.binary(prefix);
            ByteString encoded = KeyCodec.encode(AttributeValue.binary(content));
            boolean within = BYTES.compare(KeyCodec.prefixStart(prefixValue), encoded) <= 0
                    && BYTES.compare(encoded, KeyCodec.prefixEnd(prefixValue)) < 0;
            assertThat(within).as("%s %s", prefix, content).isEqualTo(content.startsWith(prefix));
        }
        ByteString end = KeyCodec.prefixEnd(AttributeValue.string("ab"));
        assertThat(hex(KeyCodec.prefixStart(AttributeValue.string("ab")))).isEqualTo("206162");
        assertThat(hex(end)).isEqualTo("206163");
        assertThat(hex(KeyCodec.prefixEnd(AttributeValue.string("")))).isEqualTo("21");
        assertThat(hex(KeyCodec.prefixEnd(AttributeValue.binary(new byte[] {1, -1, -1}))))
                .isEqualTo("3002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "10",
                "1000",
                "1003",
                "100341",
                "10034102",
                "100341000",
                "1004410200",
                "100341020100",
                "10034166 00",
                "10038002 00",
                "1001befd00",
                "20",
                "2061",
                "206100",
                "20610002",
                "2000",
                "20ff0001",
                "20eda0800001",
                "2061000100",
                "40610001",
                "1003410000"
            })
    void refusesMalformedBytes(String hex) {
        String digits = hex.replace(" ", "");
        ByteString encoded = fromHex(digits.length() % 2 == 0 ? digits : digits + "0");
        assertThatThrownBy(() -> KeyCodec.decode(encoded)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsNoEndOfMalformedBytes() {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 5_000; i++) {
            byte[] encoded = KeyCodec.encode(values.keyValue()).toByteArray();
            byte[] cut = Arrays.copyOf(encoded, values.below(encoded.length));
            assertThatThrownBy(() -> KeyCodec.lengthAt(cut, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> KeyCodec.lengthAt(new byte[3], -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyCodec.lengthAt(new byte[3], 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensNeverChange() {
        assertThat(token(1, AttributeValue.string("a"))).isEqualTo("a19efd5bbc7a935e");
        assertThat(token(2, AttributeValue.string("a"))).isEqualTo("f064c8ee7983427e");
        assertThat(token(1, AttributeValue.number(42))).isEqualTo("06181d4049b5bdef");
        assertThat(token(7, AttributeValue.string("customer#0123456789"))).isEqualTo("20e70a70c3388b9b");
    }

    private static String token(long tableId, AttributeValue partitionKey) {
        return HexFormat.of().toHexDigits(KeyCodec.token(tableId, KeyCodec.encode(partitionKey)));
    }

    @Test
    void tokensAreSpreadEvenly() {
        int[] counts = new int[64];
        int keys = 64_000;
        for (int i = 0; i < keys; i++) {
            long token = KeyCodec.token(1 + i % 3, KeyCodec.encode(AttributeValue.number(i)));
            counts[(int) (token >>> 58)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 1000.0) * (count - 1000.0) / 1000.0;
        }
        // 63 degrees of freedom: one in a million is above 128. The keys are fixed, so this cannot flicker.
        assertThat(chiSquare).isLessThan(128);
    }

    static ByteString fromHex(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
