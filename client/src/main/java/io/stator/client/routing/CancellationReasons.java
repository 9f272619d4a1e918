package io.stator.client.routing;

import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.Item;
import io.stator.model.ItemCodec;

/** Why items of a cancelled transaction were in the way, on the wire. Stateless. */
final class CancellationReasons {
    private CancellationReasons() {}

    static io.stator.proto.v1.CancellationReason toProto(CancellationReason reason) {
        io.stator.proto.v1.CancellationReason.Builder proto = io.stator.proto.v1.CancellationReason.newBuilder()
                .setCode(reason.code().text());
        String message = reason.message();
        if (message != null) {
            proto.setMessage(message);
        }
        Item item = reason.item();
        if (item != null) {
            proto.setItem(ItemCodec.encode(item));
        }
        return proto.build();
    }

    static CancellationReason fromProto(io.stator.proto.v1.CancellationReason proto) {
        return new CancellationReason(
                code(proto.getCode()),
                proto.getMessage().isEmpty() ? null : proto.getMessage(),
                proto.hasItem() ? ItemCodec.decode(proto.getItem()) : null);
    }

    /** What a newer version says is at least no word that the item was not in the way. */
    private static Code code(String text) {
        for (Code code : Code.values()) {
            if (code.text().equals(text)) {
                return code;
            }
        }
        return Code.VALIDATION_ERROR;
    }
}
