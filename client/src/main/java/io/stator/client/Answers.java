package io.stator.client;

import com.google.protobuf.ByteString;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.TransactGetItem;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.WriteResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What messages answer. */
final class Answers {
    private Answers() {}

    static Optional<Item> attributes(WriteResponse answer) {
        return answer.hasAttributes() ? Optional.of(ItemCodec.decode(answer.getAttributes())) : Optional.empty();
    }

    static Optional<Item> item(GetResponse answer) {
        return answer.hasItem() ? Optional.of(ItemCodec.decode(answer.getItem())) : Optional.empty();
    }

    static ItemPage page(PageResponse answer) {
        Optional<Item> last = answer.hasLastEvaluatedKey()
                ? Optional.of(ItemCodec.decode(answer.getLastEvaluatedKey()))
                : Optional.empty();
        return new ItemPage(items(answer.getItemsList()), answer.getScannedCount(), last);
    }

    static BatchGetResult batch(BatchGetResponse answer) {
        Map<String, List<Item>> items = new LinkedHashMap<>();
        for (BatchGetResponse.TableItems table : answer.getTablesList()) {
            items.computeIfAbsent(table.getTable(), name -> new ArrayList<>()).addAll(items(table.getItemsList()));
        }
        List<Get> unprocessed = new ArrayList<>();
        for (BatchGetRequest.TableKeys table : answer.getUnprocessedList()) {
            ReadConsistency consistency = table.getConsistent() ? ReadConsistency.STRONG : ReadConsistency.EVENTUAL;
            Projection projection =
                    table.hasProjection() ? ExpressionCodec.decodeProjection(table.getProjection()) : null;
            table.getKeysList()
                    .forEach(key ->
                            unprocessed.add(new Get(table.getTable(), ItemCodec.decode(key), consistency, projection)));
        }
        return new BatchGetResult(items, new BatchGet(unprocessed));
    }

    static BatchWrite unprocessed(BatchWriteResponse answer) {
        BatchWrite unprocessed = BatchWrite.of();
        for (BatchWriteRequest.TableWrites table : answer.getUnprocessedList()) {
            for (BatchWriteRequest.Write write : table.getWritesList()) {
                unprocessed = write.hasPutItem()
                        ? unprocessed.put(table.getTable(), ItemCodec.decode(write.getPutItem()))
                        : unprocessed.delete(table.getTable(), ItemCodec.decode(write.getDeleteKey()));
            }
        }
        return unprocessed;
    }

    /** In the order of the request. */
    static List<Optional<Item>> items(TransactGetResponse answer) {
        return answer.getItemsList().stream().map(Answers::item).toList();
    }

    static Optional<Item> item(TransactGetItem answer) {
        return answer.hasItem() ? Optional.of(ItemCodec.decode(answer.getItem())) : Optional.empty();
    }

    private static List<Item> items(List<ByteString> encoded) {
        return encoded.stream().map(ItemCodec::decode).toList();
    }
}
