package io.stator.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.TransactWrite;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyType;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.server.embedded.EmbeddedStator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is 4 MB by DynamoDB's rule may be encoded into more than an entry of a log holds. */
class LargeTransactionTest {
    private static final TableSchema TABLE = TableSchema.of("Large", "id", KeyType.STRING);
    private static final int ITEM_BYTES = 400_000;

    /** Of a list of nulls, each 2 bytes by the rule and 4 encoded. */
    private static Item item(String id, int bytes) {
        int filler = bytes % 2 == 0 ? 2 : 1;
        int nulls = (bytes - "idl".length() - id.length() - 3 - 1 - filler) / 2;
        Item item = Item.builder()
                .set("id", id)
                .set("l", AttributeValue.list(Collections.nCopies(nulls, AttributeValue.nullValue())))
                .set("f", "x".repeat(filler))
                .build();
        assertThat(ItemSize.of(item)).isEqualTo(bytes);
        return item;
    }

    private static String id(int number) {
        return Character.toString('a' + number);
    }

    private static List<Item> items(int bytes) {
        List<Item> items = new ArrayList<>();
        for (int left = bytes; left > 0; left -= ITEM_BYTES) {
            items.add(item(id(items.size()), Math.min(left, ITEM_BYTES)));
        }
        return items;
    }

    private static TransactWrite puts(List<Item> items) {
        TransactWrite write = TransactWrite.of();
        for (Item item : items) {
            write = write.put(Put.of(TABLE.name(), item));
        }
        return write;
    }

    @Test
    void whatTheRuleAllowsIsDoneOnOnePartitionHoweverItIsEncoded(@TempDir Path directory) {
        List<Item> items = items(Limits.TRANSACTION_BYTES_MAX);
        assertThat(items.stream()
                        .mapToInt(item -> ItemCodec.encode(item).size())
                        .sum())
                .isGreaterThan(6 << 20);
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            stator.client().blocking().createTable(TABLE);
            stator.client().blocking().transactWrite(puts(items));
            for (int i = 0; i < items.size(); i++) {
                Item key = Item.builder().set("id", id(i)).build();
                assertThat(stator.client().blocking().get(Get.of(TABLE.name(), key)))
                        .contains(items.get(i));
            }
            assertThatThrownBy(() ->
                            stator.client().blocking().transactWrite(puts(items(Limits.TRANSACTION_BYTES_MAX + 1))))
                    .isInstanceOfSatisfying(
                            StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION))
                    .hasMessage(ErrorMessages.TRANSACTION_TOO_LARGE);
        }
    }
}
