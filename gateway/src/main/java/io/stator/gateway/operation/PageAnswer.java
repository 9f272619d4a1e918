package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.CapacityUnits;
import io.stator.proto.v1.PageResponse;

/** The answer to a query or a scan. */
final class PageAnswer {
    private PageAnswer() {}

    static ApiAnswer of(ItemRequest request, PageResponse page) {
        return ApiAnswer.of(JsonBytes.object(generator -> {
            if (!Selection.isCount(request)) {
                EncodedItems.writeList(generator, "Items", page.getItemsList());
            }
            generator.writeNumberField("Count", page.getCount());
            generator.writeNumberField("ScannedCount", page.getScannedCount());
            if (page.hasLastEvaluatedKey()) {
                EncodedItems.writeMember(generator, "LastEvaluatedKey", page.getLastEvaluatedKey());
            }
            new ConsumedCapacity(request.table(), CapacityUnits.read(page.getItemBytes(), request.consistentRead))
                    .writeMember(generator, request.capacityDetail());
        }));
    }
}
