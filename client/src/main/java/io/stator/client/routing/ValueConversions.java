package io.stator.client.routing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.ItemCodec;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import org.jspecify.annotations.Nullable;

/**
 * Attribute values and sort-key ranges, model and message. What comes from a message is untrusted: a
 * malformed one is a ValidationException. Stateless.
 */
public final class ValueConversions {
    private ValueConversions() {}

    public static io.stator.proto.v1.AttributeValue toProto(AttributeValue value) {
        try {
            return io.stator.proto.v1.AttributeValue.parseFrom(ItemCodec.encodeValue(value));
        } catch (InvalidProtocolBufferException tooDeep) {
            throw new StatorException(ErrorCode.VALIDATION, "Nesting Levels have exceeded supported limits", tooDeep);
        }
    }

    public static AttributeValue fromProto(io.stator.proto.v1.AttributeValue value) {
        return ItemCodec.decodeValue(value.toByteString());
    }

    public static io.stator.proto.v1.SortKeyRange toProto(SortKeyRange range) {
        io.stator.proto.v1.SortKeyRange.Builder builder = io.stator.proto.v1.SortKeyRange.newBuilder()
                .setFromExclusive(range.fromExclusive())
                .setToExclusive(range.toExclusive());
        AttributeValue from = range.from();
        if (from != null) {
            builder.setFrom(toProto(from));
        }
        AttributeValue to = range.to();
        if (to != null) {
            builder.setTo(toProto(to));
        }
        AttributeValue prefix = range.beginsWith();
        if (prefix != null) {
            builder.setBeginsWith(toProto(prefix));
        }
        return builder.build();
    }

    public static SortKeyRange fromProto(io.stator.proto.v1.SortKeyRange range) {
        boolean bounded = range.hasFrom() || range.hasTo() || range.getFromExclusive() || range.getToExclusive();
        if (range.hasBeginsWith() && bounded) {
            throw StatorException.validation("A prefix must be alone in its sort key range");
        }
        return new SortKeyRange(
                optional(range.hasFrom(), range.getFrom()),
                range.getFromExclusive(),
                optional(range.hasTo(), range.getTo()),
                range.getToExclusive(),
                optional(range.hasBeginsWith(), range.getBeginsWith()));
    }

    private static @Nullable AttributeValue optional(boolean there, io.stator.proto.v1.AttributeValue value) {
        return there ? fromProto(value) : null;
    }
}
