package io.stator.gateway.operation;

import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyCodec;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.Validation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys of what a BatchWriteItem writes to one table. */
final class BatchKeys {
    private BatchKeys() {}

    /** @throws StatorException a ValidationException if one is no key of the table, or there twice */
    static void check(TableInfo table, List<WriteMember> writes) {
        Set<EncodedKey> seen = new HashSet<>();
        for (WriteMember write : writes) {
            Item item = write.checked();
            Item key = write.puts() ? keyOf(table.schema(), item) : item;
            // In a batch, items are told what keys are told, not what they are told by PutItem.
            Validation.key(table, key);
            if (!seen.add(KeyCodec.encodeKey(table, key))) {
                throw StatorException.validation("Provided list of item keys contains duplicates");
            }
        }
    }

    /** As far as it is there. */
    private static Item keyOf(TableSchema schema, Item item) {
        Item.Builder key = Item.builder();
        copy(schema.partitionKey(), item, key);
        schema.optionalSortKey().ifPresent(sortKey -> copy(sortKey, item, key));
        return key.build();
    }

    private static void copy(KeyAttribute attribute, Item item, Item.Builder key) {
        var value = item.get(attribute.name());
        if (value != null) {
            key.set(attribute.name(), value);
        }
    }
}
