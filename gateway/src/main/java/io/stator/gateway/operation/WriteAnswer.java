package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.CapacityUnits;
import io.stator.proto.v1.WriteResponse;
import io.stator.proto.v1.WrittenSizes;

/** The answer to a write of one item. There are no ItemCollectionMetrics: DynamoDB has them for tables with local indexes. */
final class WriteAnswer {
    private WriteAnswer() {}

    static ApiAnswer of(ItemRequest request, WriteResponse written) {
        return ApiAnswer.of(JsonBytes.object(generator -> {
            if (written.hasAttributes()) {
                EncodedItems.writeMember(generator, "Attributes", written.getAttributes());
            }
            new ConsumedCapacity(request.table(), units(written.getSizes()))
                    .writeMember(generator, request.capacityDetail());
        }));
    }

    /** Sizes that are no longer known, of a write that is sent again very late, are told as small ones. */
    static double units(WrittenSizes sizes) {
        return CapacityUnits.write(sizes.getOldItemBytes(), sizes.getNewItemBytes());
    }
}
