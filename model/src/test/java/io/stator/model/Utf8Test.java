package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void ordersByBytesWhereCharsWouldOrderOtherwise() {
        String inTheBmp = "\uFFFF";
        String beyond = "\uD83D\uDE00";
        assertThat(inTheBmp.compareTo(beyond)).isPositive();
        assertThat(Utf8.ORDER.compare(inTheBmp, beyond)).isNegative();
    }

    @Test
    void orderAndLengthAreThoseOfTheBytes() {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 20_000; i++) {
            String left = values.text();
            String right = values.text();
            ByteString leftBytes = ByteString.copyFromUtf8(left);
            ByteString rightBytes = ByteString.copyFromUtf8(right);
            assertThat(Integer.signum(Utf8.compare(left, right)))
                    .as("%s %s", left, right)
                    .isEqualTo(Integer.signum(
                            ByteString.unsignedLexicographicalComparator().compare(leftBytes, rightBytes)));
            assertThat(Utf8.length(left)).isEqualTo(leftBytes.size());
        }
    }

    @Test
    void refusesUnpairedSurrogates() {
        for (String text : new String[] {"\uD800", "a\uDC00", "\uD800a", "\uDC00\uD800", "\uD800\uD800"}) {
            assertRefused(
                    () -> Utf8.length(text),
                    "One or more parameter values were invalid: A string is not valid Unicode");
            assertRefused(() -> ItemCodec.encodeValue(AttributeValue.string(text)));
            assertRefused(() -> KeyCodec.encode(AttributeValue.string(text)));
        }
    }
}
