package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberAttributeTest {
    private static final NumberAttribute EXPIRES = new NumberAttribute("expires");

    @Test
    void aNumberIsFoundAmongOthers() {
        Item item = Item.builder()
                .set("", "an empty name is not written")
                .set("a", "x")
                .set("expire", 1)
                .set("expires", 1_700_000_000)
                .set("expiresx", 2)
                .set("z", AttributeValue.map(Map.of("expires", AttributeValue.number("3"))))
                .build();
        assertThat(EXPIRES.in(ItemCodec.encode(item))).isEqualTo(DecimalNumber.of(1_700_000_000));
    }

    @Test
    void whatIsNoNumberIsNotFound() {
        for (AttributeValue value : new AttributeValue[] {
            new AttributeValue.S("1700000000"),
            new AttributeValue.Bool(true),
            AttributeValue.nullValue(),
            new AttributeValue.B(ByteString.copyFromUtf8("1700000000")),
            AttributeValue.stringSet("1700000000"),
            AttributeValue.list(AttributeValue.number("1700000000")),
            AttributeValue.map(Map.of("expires", AttributeValue.number("1700000000")))
        }) {
            assertThat(EXPIRES.in(ItemCodec.encode(
                            Item.builder().set("a", 1).set("expires", value).build())))
                    .as("%s", value)
                    .isNull();
        }
        assertThat(EXPIRES.in(ByteString.EMPTY)).isNull();
    }

    @Test
    void namesAreUnicode() {
        Item item = Item.builder().set("gültig bis 🕰", 5).build();
        assertThat(new NumberAttribute("gültig bis 🕰").in(ItemCodec.encode(item)))
                .isEqualTo(DecimalNumber.of(5));
    }

    @Test
    void findsWhatDecodingFinds() {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 5_000; i++) {
            Item item = values.item();
            ByteString encoded = ItemCodec.encode(item);
            item.attributes()
                    .forEach((name, value) -> assertThat(new NumberAttribute(name).in(encoded))
                            .as("%s of %s", name, item)
                            .isEqualTo(value instanceof AttributeValue.N number ? number.value() : null));
        }
    }

    @Test
    void whatIsMalformedIsRefusedAndNeverRunsAway() {
        ByteString first = ItemCodec.encode(Item.builder().set("a", "x").build());
        ByteString encoded = ItemCodec.encode(
                Item.builder().set("a", "x").set("expires", 1_700_000_000).build());
        for (int length = 1; length < encoded.size(); length++) {
            ByteString cut = encoded.substring(0, length);
            if (cut.equals(first)) {
                assertThat(EXPIRES.in(cut)).isNull();
            } else {
                assertRefused(() -> EXPIRES.in(cut));
            }
        }
    }
}
