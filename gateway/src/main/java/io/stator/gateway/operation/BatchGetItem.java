package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.Projection;
import io.stator.model.expression.legacy.ParameterStyles;
import io.stator.model.expression.text.KeyUse;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetRequest.TableKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads up to 100 items of any tables. What could not be read is told, to be asked for again. */
record BatchGetItem(Cluster cluster) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), (name, reader) -> {
            switch (name) {
                case "RequestItems" -> members.requestItems = reader.map("KeysAndAttributes", KeysAndAttributes::read);
                case "ReturnConsumedCapacity" -> members.returnConsumedCapacity = reader.string();
                default -> {}
            }
        });
        Map<String, KeysAndAttributes> tables = members.constrained();
        CapacityDetail detail = CapacityDetail.of(members.returnConsumedCapacity);
        List<Question> questions = questions(tables);
        return cluster.onItems(
                        known(questions).thenCompose(known -> cluster.data().batchGet(toProto(questions))))
                .thenApply(got -> new BatchGetAnswer(tables, detail).of(got));
    }

    @Override
    public boolean readsItems() {
        return true;
    }

    private static final class Members {
        private @Nullable Map<String, KeysAndAttributes> requestItems;
        private @Nullable String returnConsumedCapacity;

        Map<String, KeysAndAttributes> constrained() {
            BatchConstraints.notEmpty(requestItems, "BatchGetItem");
            Constraints constraints = new Constraints();
            constraints.oneOf("returnConsumedCapacity", returnConsumedCapacity, ItemConstraints.CAPACITY_DETAILS);
            BatchConstraints.tables(constraints, requestItems);
            if (requestItems != null) {
                requestItems.forEach((nameOrArn, table) -> table.constrain(constraints, nameOrArn));
            }
            constraints.check();
            return Objects.requireNonNull(requestItems, "a constraint");
        }
    }

    /** What is wanted of one table, as far as it can be checked without it. */
    private record Question(
            String table,
            List<Item> keys,
            boolean consistent,
            @Nullable Projection projection) {}

    private static List<Question> questions(Map<String, KeysAndAttributes> tables) {
        BatchConstraints.differentTables(tables.keySet());
        mix(tables);
        List<Question> questions = new ArrayList<>(tables.size());
        int keys = 0;
        for (Map.Entry<String, KeysAndAttributes> entry : tables.entrySet()) {
            KeysAndAttributes table = entry.getValue();
            List<Item> checked = table.checkedKeys();
            keys += checked.size();
            if (keys > Limits.BATCH_GET_KEYS_MAX) {
                throw StatorException.validation("Too many items requested for the BatchGetItem call");
            }
            questions.add(new Question(
                    TableArns.nameOf(entry.getKey()), checked, table.consistentRead(), table.projection()));
        }
        return questions;
    }

    /** Not even one table's expression goes with another's AttributesToGet. */
    private static void mix(Map<String, KeysAndAttributes> tables) {
        Set<String> given = new HashSet<>();
        for (KeysAndAttributes table : tables.values()) {
            given.addAll(table.given());
        }
        ParameterStyles.requireOne(given);
        for (KeysAndAttributes table : tables.values()) {
            ParameterStyles.requireExpressions(table.given(), List.of());
        }
    }

    /** Ends when all tables are known, and the keys are keys of theirs. */
    private CompletableFuture<Void> known(List<Question> questions) {
        return CompletableFuture.allOf(questions.stream()
                .map(question -> cluster.tables().withTable(question.table(), table -> {
                    question.keys().forEach(key -> Validation.key(table, key));
                    if (question.projection() != null) {
                        KeyUse.requireScalarKeys(question.projection(), table.schema());
                    }
                    return table;
                }))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static BatchGetRequest toProto(List<Question> questions) {
        BatchGetRequest.Builder batch = BatchGetRequest.newBuilder();
        for (Question question : questions) {
            TableKeys.Builder table =
                    TableKeys.newBuilder().setTable(question.table()).setConsistent(question.consistent());
            question.keys().forEach(key -> table.addKeys(ItemCodec.encode(key)));
            if (question.projection() != null) {
                table.setProjection(ExpressionCodec.encode(question.projection()));
            }
            batch.addTables(table);
        }
        return batch.build();
    }
}
