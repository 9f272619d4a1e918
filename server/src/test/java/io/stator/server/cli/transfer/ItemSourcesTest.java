package io.stator.server.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ItemFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemSourcesTest {
    private static final Item ONE = Item.builder().set("pk", "a").set("n", 1).build();

    private static List<SourceItem> read(String text, @Nullable ItemFormat format, String... path) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), format, path);
    }

    private static List<SourceItem> read(byte[] bytes, @Nullable ItemFormat format, String... path) throws IOException {
        List<SourceItem> items = new ArrayList<>();
        try (ItemSource source =
                ItemSources.open(new ByteArrayInputStream(bytes), List.of(path), new ItemReading(format))) {
            Optional<SourceItem> next = source.next();
            while (next.isPresent()) {
                items.add(next.get());
                next = source.next();
            }
            assertThat(source.position()).isEqualTo(bytes.length);
        }
        return items;
    }

    @Test
    void plainLines() throws IOException {
        assertThat(read("{\"pk\":\"a\",\"n\":1}\n\n{\"pk\":\"a\",\"n\":1.0}\n", null))
                .containsExactly(SourceItem.of(1, ONE), SourceItem.of(3, ONE));
    }

    @Test
    void dynamoDbLines() throws IOException {
        assertThat(read("{\"pk\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}}", null)).containsExactly(SourceItem.of(1, ONE));
    }

    @Test
    void theFirstItemDecidesForAll() throws IOException {
        List<SourceItem> items = read("{\"pk\":{\"S\":\"a\"}}\n{\"pk\":\"a\"}\n", null);
        assertThat(items.get(0).item()).isNotNull();
        assertThat(items.get(1).item()).isNull();
        assertThat(items.get(1).problem()).isNotEmpty();
    }

    @Test
    void aFormatThatIsGivenIsTaken() throws IOException {
        assertThat(read("{\"pk\":{\"S\":\"a\"}}", ItemFormat.PLAIN))
                .containsExactly(SourceItem.of(
                        1,
                        Item.builder()
                                .set("pk", AttributeValue.map(java.util.Map.of("S", AttributeValue.string("a"))))
                                .build()));
    }

    @Test
    void aBadLineCostsNoOther() throws IOException {
        List<SourceItem> items = read("{\"pk\":\"a\",\"n\":1}\n{oops\n{\"pk\":\"a\",\"n\":1}", null);
        assertThat(items).extracting(SourceItem::line).containsExactly(1L, 2L, 3L);
        assertThat(items.get(1).problem()).contains("Malformed JSON");
        assertThat(items.get(2).item()).isEqualTo(ONE);
    }

    @Test
    void anArray() throws IOException {
        assertThat(read(" [\n{\"pk\":\"a\",\"n\":1},\n{\"pk\":\"a\",\n\"n\":1}]", null))
                .containsExactly(SourceItem.of(2, ONE), SourceItem.of(3, ONE));
    }

    @Test
    void anArrayInsideADocument() throws IOException {
        String document = "{\"x\":[{\"no\":1}],\"3166-2\":{\"y\":0,\"list\":[{\"pk\":\"a\",\"n\":1}]},\"z\":1}";
        try (ItemSource source = ItemSources.open(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                List.of("3166-2", "list"),
                new ItemReading(null))) {
            assertThat(source.next()).contains(SourceItem.of(1, ONE));
            assertThat(source.next()).isEmpty();
        }
    }

    @Test
    void anElementThatIsNoItemCostsNoOther() throws IOException {
        List<SourceItem> items = read("[{\"pk\":\"a\",\"n\":1}, 5, [1], {\"pk\":\"a\",\"n\":1}]", null);
        assertThat(items).hasSize(4);
        assertThat(items.get(1).item()).isNull();
        assertThat(items.get(2).item()).isNull();
        assertThat(items.get(3).item()).isEqualTo(ONE);
    }

    @Test
    void aPathThatLeadsNowhereIsSaid() {
        assertThatThrownBy(() -> read("{\"a\":{}}", null, "a", "b"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--path: the document has no member 'a.b'");
        assertThatThrownBy(() -> read("{\"a\":1}", null, "a")).hasMessage("--path: 'a' is no array");
    }

    @Test
    void aBrokenDocumentSaysWhere() {
        assertThatThrownBy(() -> read("[{\"pk\":\"a\"},\n{\"pk\" 1}]", null))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("malformed JSON at line 2, column");
    }

    @Test
    void numbersOfADocumentKeepAllTheirDigits() throws IOException {
        String number = "12345678901234567890.123456789012345678";
        List<SourceItem> items = read("[{\"pk\":" + number + "}]", null);
        assertThat(items)
                .containsExactly(SourceItem.of(
                        1,
                        Item.builder().set("pk", AttributeValue.number(number)).build()));
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        assertThat(ItemSources.open(
                                new ByteArrayInputStream(
                                        "\uFEFF{\"pk\":\"a\",\"n\":1}".getBytes(StandardCharsets.UTF_8)),
                                List.of(),
                                new ItemReading(null))
                        .next())
                .contains(SourceItem.of(1, ONE));
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        byte[] latin = "{\"pk\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(latin, null)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void anEmptyStreamHasNoItems() throws IOException {
        assertThat(read("", null)).isEmpty();
        assertThat(read("\n \n", null)).isEmpty();
    }

    @Test
    void attributesAreDerivedFromOthers() {
        Item item = Item.builder().set("code", "AD-02").build();
        assertThat(DerivedAttribute.parse("country=code:^[A-Z]+").addTo(item).get("country"))
                .isEqualTo(AttributeValue.string("AD"));
        assertThat(DerivedAttribute.parse("part=code:-(\\d+)").addTo(item).get("part"))
                .isEqualTo(AttributeValue.string("02"));
        assertThatThrownBy(() -> DerivedAttribute.parse("x=code:^\\d").addTo(item))
                .hasMessageContaining("'code' does not match");
        assertThatThrownBy(() -> DerivedAttribute.parse("x=none:.").addTo(item))
                .hasMessageContaining("no string 'none'");
        assertThatThrownBy(() -> DerivedAttribute.parse("x=code")).hasMessageContaining("NAME=SOURCE:PATTERN");
        assertThatThrownBy(() -> DerivedAttribute.parse("x=code:(")).hasMessageContaining("is no pattern");
    }

    @Test
    void anItemThatNothingCanBeDerivedFromCostsNoOther() throws IOException {
        byte[] lines = "{\"code\":\"AD-02\"}\n{\"code\":5}\n".getBytes(StandardCharsets.UTF_8);
        try (ItemSource source = new DerivingSource(
                ItemSources.open(new ByteArrayInputStream(lines), List.of(), new ItemReading(null)),
                List.of(DerivedAttribute.parse("country=code:^[A-Z]+")))) {
            assertThat(source.next().orElseThrow().item()).isNotNull();
            assertThat(source.next().orElseThrow().problem()).contains("no string 'code'");
            assertThat(source.next()).isEmpty();
        }
    }
}
