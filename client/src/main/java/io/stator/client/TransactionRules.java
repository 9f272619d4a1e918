package io.stator.client;

import io.stator.model.KeyAttribute;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.ExpressionRules;
import org.jspecify.annotations.Nullable;

/** What can be told wrong about a transaction's entries without a server. The server checks it all again. */
final class TransactionRules {
    private TransactionRules() {}

    /** Whatever its tables are; how many there are, and how large, is seen to where it is sent. */
    static void request(TransactWrite write) {
        token(write.token());
        write.entries().forEach(entry -> RequestRules.condition(entry.condition()));
    }

    /** One without a character is none on the wire. */
    private static void token(@Nullable String token) {
        if (token != null && token.isEmpty()) {
            throw StatorException.validation(
                    "1 validation error detected: Value '' at 'clientRequestToken' failed to satisfy"
                            + " constraint: Member must have length greater than or equal to 1");
        }
    }

    static void request(TransactGet get) {
        get.gets().forEach(each -> RequestRules.projection(each.projection()));
    }

    /** Of this table's. */
    static void entries(TableInfo table, TransactWrite write) {
        for (TransactWrite.Entry entry : write.entries()) {
            if (entry.table().equals(table.name())) {
                entry(table, entry);
            }
        }
    }

    private static void entry(TableInfo table, TransactWrite.Entry entry) {
        if (entry instanceof Put put) {
            Validation.item(table, put.item());
            returnsNothing(put.returnValues());
        } else if (entry instanceof Update update) {
            Validation.key(table, update.key());
            ExpressionRules.update(table, update.actions());
            returnsNothing(update.returnValues());
        } else if (entry instanceof Delete delete) {
            Validation.key(table, delete.key());
            returnsNothing(delete.returnValues());
        } else if (entry instanceof ConditionCheck check) {
            Validation.key(table, check.key());
        }
    }

    private static void returnsNothing(ReturnValues returnValues) {
        if (returnValues != ReturnValues.NONE) {
            throw StatorException.validation("Return values set to invalid value");
        }
    }

    /** Of this table's. */
    static void keys(TableInfo table, TransactGet get) {
        for (Get each : get.gets()) {
            if (each.table().equals(table.name())) {
                Validation.key(table, each.key());
            }
        }
    }

    /** What takes the place of an item must have its key. */
    static void sameKey(TableInfo table, ItemPlace before, ItemPlace after) {
        if (!before.equals(after)) {
            KeyAttribute partitionKey = table.schema().partitionKey();
            KeyAttribute changed = before.partitionKey().equals(after.partitionKey())
                    ? table.schema().optionalSortKey().orElse(partitionKey)
                    : partitionKey;
            throw StatorException.validation("One or more parameter values were invalid: Cannot update attribute "
                    + changed.name() + ". This attribute is part of the key");
        }
    }
}
