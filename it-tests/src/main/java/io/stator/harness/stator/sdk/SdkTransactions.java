package io.stator.harness.stator.sdk;

import io.stator.client.ConditionCheck;
import io.stator.client.Delete;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.client.Update;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.StatorException;
import io.stator.model.TransactionCanceledException;
import io.stator.model.expression.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The SDK's transactions and ours, as far as the workloads use them. */
final class SdkTransactions {
    private SdkTransactions() {}

    static List<TransactWriteItem> entries(TransactWrite write) {
        return write.entries().stream()
                .map(entry -> TransactWriteItem.builder()
                        .applyMutation(item -> add(item, entry))
                        .build())
                .toList();
    }

    private static void add(TransactWriteItem.Builder item, TransactWrite.Entry entry) {
        ExpressionText text = new ExpressionText();
        String condition = condition(text, entry.condition());
        if (entry instanceof Put put) {
            item.put(request -> request.tableName(put.table())
                    .item(SdkValues.of(put.item()))
                    .conditionExpression(condition)
                    .expressionAttributeNames(text.names())
                    .expressionAttributeValues(text.values()));
        } else if (entry instanceof Update update) {
            String actions = text.update(update.actions());
            item.update(request -> request.tableName(update.table())
                    .key(SdkValues.of(update.key()))
                    .updateExpression(actions)
                    .conditionExpression(condition)
                    .expressionAttributeNames(text.names())
                    .expressionAttributeValues(text.values()));
        } else if (entry instanceof Delete delete) {
            item.delete(request -> request.tableName(delete.table())
                    .key(SdkValues.of(delete.key()))
                    .conditionExpression(condition)
                    .expressionAttributeNames(text.names())
                    .expressionAttributeValues(text.values()));
        } else if (entry instanceof ConditionCheck check) {
            item.conditionCheck(request -> request.tableName(check.table())
                    .key(SdkValues.of(check.key()))
                    .conditionExpression(condition)
                    .expressionAttributeNames(text.names())
                    .expressionAttributeValues(text.values()));
        }
    }

    private static @Nullable String condition(ExpressionText text, @Nullable Condition condition) {
        return condition == null ? null : text.condition(condition);
    }

    static List<TransactGetItem> gets(TransactGet get) {
        return get.gets().stream().map(SdkTransactions::of).toList();
    }

    private static TransactGetItem of(Get get) {
        return TransactGetItem.builder()
                .get(request -> request.tableName(get.table()).key(SdkValues.of(get.key())))
                .build();
    }

    /** With the reasons' codes alone. */
    static StatorException cancelled(
            software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException cancelled) {
        return new TransactionCanceledException(cancelled.cancellationReasons().stream()
                .map(reason -> new CancellationReason(code(reason.code()), reason.message(), null))
                .toList());
    }

    private static Code code(String text) {
        return Stream.of(Code.values())
                .filter(code -> code.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no reason that DynamoDB knows: " + text));
    }
}
