package io.stator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 2",
        "12, 2",
        "123, 3",
        "-1, 3",
        "-123, 4",
        "1000000, 2",
        "0.001, 2",
        "1E-130, 2",
        "1.5, 2",
        "12345678901234567890123456789012345678, 20",
        "-12345678901234567890123456789012345678, 21"
    })
    void ofNumbers(String number, int bytes) {
        assertThat(ItemSize.of(AttributeValue.number(number))).isEqualTo(bytes);
    }

    @Test
    void ofOtherScalars() {
        assertThat(ItemSize.of(AttributeValue.string(""))).isZero();
        assertThat(ItemSize.of(AttributeValue.string("a\u00e4\u20ac\uD83D\uDE00")))
                .isEqualTo(1 + 2 + 3 + 4);
        assertThat(ItemSize.of(AttributeValue.binary(new byte[17]))).isEqualTo(17);
        assertThat(ItemSize.of(AttributeValue.nullValue())).isEqualTo(1);
        assertThat(ItemSize.of(AttributeValue.bool(false))).isEqualTo(1);
    }

    @Test
    void ofSets() {
        assertThat(ItemSize.of(AttributeValue.stringSet("a", "bcd"))).isEqualTo(4);
        assertThat(ItemSize.of(AttributeValue.numberSet("1", "-123"))).isEqualTo(2 + 4);
        assertThat(ItemSize.of(AttributeValue.binarySet(List.of(ByteString.copyFromUtf8("ab"), ByteString.EMPTY))))
                .isEqualTo(2);
    }

    @Test
    void ofDocuments() {
        assertThat(ItemSize.of(AttributeValue.list())).isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.map(Map.of()))).isEqualTo(3);
        AttributeValue list = AttributeValue.list(AttributeValue.string("ab"), AttributeValue.number(1));
        assertThat(ItemSize.of(list)).isEqualTo(3 + (1 + 2) + (1 + 2));
        assertThat(ItemSize.of(AttributeValue.map(Map.of("key", list, "\u00e4", AttributeValue.nullValue()))))
                .isEqualTo(3 + (1 + 3 + 9) + (1 + 2 + 1));
    }

    @Test
    void ofItems() {
        assertThat(ItemSize.of(Item.EMPTY)).isZero();
        assertThat(ItemSize.of(Item.builder().set("id", "abc").set("\u00e4", 12).build()))
                .isEqualTo((2 + 3) + (2 + 2));
    }
}
