package io.stator.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.BatchGet;
import io.stator.client.BatchWrite;
import io.stator.client.BlockingStatorClient;
import io.stator.client.Delete;
import io.stator.client.Get;
import io.stator.client.ItemPage;
import io.stator.client.Put;
import io.stator.client.Query;
import io.stator.client.Scan;
import io.stator.client.Update;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.ReturnValues;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Formula;
import io.stator.model.expression.Operand;
import io.stator.model.expression.Projection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStatorTest {
    private static final TableSchema MUSIC = TableSchema.of("Music", "Artist", KeyType.STRING, "Song", KeyType.STRING);

    private static Item song(String artist, String song, long year) {
        return Item.builder()
                .set("Artist", artist)
                .set("Song", song)
                .set("Year", year)
                .build();
    }

    private static Item key(String artist, String song) {
        return Item.builder().set("Artist", artist).set("Song", song).build();
    }

    @Test
    void expressionsFiltersAndProjections(@TempDir Path directory) {
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            BlockingStatorClient db = stator.client().blocking();
            db.createTable(MUSIC);
            for (int i = 0; i < 10; i++) {
                db.put(Put.of("Music", song("Nina Simone", "Song " + i, 1960 + i)));
            }
            DocumentPath year = DocumentPath.of("Year");
            assertThat(db.update(Update.of("Music", key("Nina Simone", "Song 0"))
                            .set(
                                    year,
                                    new Formula.Difference(
                                            new Formula.At(year), new Formula.Literal(AttributeValue.number(10))))
                            .onlyIf(Condition.compared("Year", Comparator.LESS, AttributeValue.number(1961)))
                            .returning(ReturnValues.UPDATED_NEW)))
                    .contains(Item.builder().set("Year", 1950).build());
            assertThat(db.update(Update.of("Music", key("Nobody", "Nothing")).remove("Year")))
                    .isEmpty();
            assertThat(db.get(Get.of("Music", key("Nobody", "Nothing")))).isEmpty();
            assertThat(db.get(Get.of("Music", key("Nina Simone", "Song 1")).projection(Projection.of("Year", "none"))))
                    .contains(Item.builder().set("Year", 1961).build());
            ItemPage page = db.query(Query.of("Music", AttributeValue.string("Nina Simone"))
                    .filter(Condition.compared("Year", Comparator.GREATER, AttributeValue.number(1962)))
                    .projection(Projection.of("Year"))
                    .limit(4));
            assertThat(page.items())
                    .containsExactly(Item.builder().set("Year", 1963).build());
            assertThat(page.scannedCount()).isEqualTo(4);
            assertThat(page.lastEvaluatedKey()).contains(key("Nina Simone", "Song 3"));
            assertThat(db.scanAll(Scan.of("Music")
                            .filter(new Condition.Between(
                                    new Operand.At(year),
                                    new Operand.Literal(AttributeValue.number(1968)),
                                    new Operand.Literal(AttributeValue.number(1969))))))
                    .hasSize(2);
            assertThatThrownBy(() -> db.query(
                            Query.of("Music", AttributeValue.string("x")).filter(Condition.attributeExists("Song"))))
                    .hasMessage("Filter Expression can only contain non-primary key attributes: "
                            + "Primary key attribute: Song");
        }
    }

    @Test
    void everyOperationFromTheClientToTheDiskAndBack(@TempDir Path directory) {
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            BlockingStatorClient db = stator.client().blocking();
            assertThat(db.createTable(MUSIC).status()).isEqualTo(TableStatus.ACTIVE);
            assertThat(db.listTables()).containsExactly("Music");
            assertThat(db.describeTable("Music").schema()).isEqualTo(MUSIC);

            db.put(Put.of("Music", song("Nina Simone", "Sinnerman", 1965)));
            db.put(Put.of("Music", song("Nina Simone", "Feeling Good", 1965)));
            assertThat(db.get(Get.of("Music", key("Nina Simone", "Sinnerman"))))
                    .contains(song("Nina Simone", "Sinnerman", 1965));
            assertThat(db.get(Get.of("Music", key("Nina Simone", "Sinnerman")).eventual()))
                    .contains(song("Nina Simone", "Sinnerman", 1965));
            assertThatThrownBy(() -> db.put(Put.of("Music", song("Nina Simone", "Sinnerman", 1))
                            .onlyIf(Condition.attributeNotExists("Artist"))))
                    .isInstanceOf(StatorException.class)
                    .hasMessage("The conditional request failed");

            assertThat(db.update(Update.of("Music", key("Nina Simone", "Sinnerman"))
                            .add("Year", new AttributeValue.N(io.stator.model.DecimalNumber.of(1)))
                            .returning(ReturnValues.ALL_NEW)))
                    .contains(song("Nina Simone", "Sinnerman", 1966));
            assertThat(db.query(Query.of("Music", new AttributeValue.S("Nina Simone"))
                                    .where(SortKeyRange.beginsWith(new AttributeValue.S("Feel"))))
                            .items())
                    .containsExactly(song("Nina Simone", "Feeling Good", 1965));
            assertThat(db.scanAll(Scan.of("Music").limit(1))).hasSize(2);
            assertThat(db.delete(
                            Delete.of("Music", key("Nina Simone", "Sinnerman")).returningOld()))
                    .contains(song("Nina Simone", "Sinnerman", 1966));
            assertThat(db.get(Get.of("Music", key("Nina Simone", "Sinnerman")))).isEmpty();

            assertThat(db.deleteTable("Music").status()).isEqualTo(TableStatus.DELETING);
            assertThat(db.listTables()).isEmpty();
            assertThatThrownBy(() -> db.get(Get.of("Music", key("Nina Simone", "Sinnerman"))))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND));
        }
    }

    @Test
    void batchesAndPagesInATemporaryOneThatLeavesNothingBehind() {
        Path directory;
        try (EmbeddedStator stator = EmbeddedStator.startTemporary()) {
            directory = stator.node().settings().dataDirectory();
            assertThat(directory).isDirectory();
            BlockingStatorClient db = stator.client().blocking();
            db.createTable(MUSIC);
            BatchWrite writes = BatchWrite.of();
            BatchGet gets = BatchGet.of();
            List<Item> songs = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                Item song = song("artist", String.format("song %02d", i), i);
                songs.add(song);
                writes = writes.put("Music", song);
                gets = gets.get(Get.of("Music", key("artist", String.format("song %02d", i))));
            }
            assertThat(db.batchWrite(writes).entries()).isEmpty();
            assertThat(db.batchGet(gets).items().get("Music")).containsExactlyInAnyOrderElementsOf(songs);

            Query all = Query.of("Music", new AttributeValue.S("artist"));
            assertThat(db.queryAll(all.limit(7))).containsExactlyElementsOf(songs);
            List<Item> backward = new ArrayList<>(songs);
            java.util.Collections.reverse(backward);
            assertThat(db.queryAll(all.descending().limit(7))).containsExactlyElementsOf(backward);
            List<Item> segments = new ArrayList<>();
            for (int segment = 0; segment < 4; segment++) {
                db.scanAll(Scan.of("Music").segment(segment, 4).strong()).forEach(segments::add);
            }
            assertThat(segments).containsExactlyInAnyOrderElementsOf(songs);
            stator.close();
            stator.close();
        }
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void whatWasAnsweredIsThereAfterARestart(@TempDir Path directory) {
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            BlockingStatorClient db = stator.client().blocking();
            db.createTable(MUSIC);
            db.put(Put.of("Music", song("Nina Simone", "Sinnerman", 1965)));
        }
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            BlockingStatorClient db = stator.client().blocking();
            assertThat(db.listTables()).containsExactly("Music");
            assertThat(db.get(Get.of("Music", key("Nina Simone", "Sinnerman"))))
                    .contains(song("Nina Simone", "Sinnerman", 1965));
            db.put(Put.of("Music", song("Nina Simone", "Baltimore", 1978)));
        }
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            assertThat(stator.client().blocking().scanAll(Scan.of("Music"))).hasSize(2);
        }
    }
}
