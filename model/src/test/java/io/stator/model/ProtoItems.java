package io.stator.model;

import io.stator.proto.v1.Attribute;
import io.stator.proto.v1.BinarySet;
import io.stator.proto.v1.ListValue;
import io.stator.proto.v1.MapValue;
import io.stator.proto.v1.NumberSet;
import io.stator.proto.v1.StringSet;
import java.util.Map;

/** Items as the generated classes have them. */
final class ProtoItems {
    private ProtoItems() {}

    static io.stator.proto.v1.Item toProto(Item item) {
        var message = io.stator.proto.v1.Item.newBuilder();
        item.attributes().forEach((name, value) -> message.addAttributes(attribute(name, value)));
        return message.build();
    }

    static Attribute attribute(String name, AttributeValue value) {
        return Attribute.newBuilder().setName(name).setValue(toProto(value)).build();
    }

    static io.stator.proto.v1.AttributeValue toProto(AttributeValue value) {
        var message = io.stator.proto.v1.AttributeValue.newBuilder();
        switch (value.type()) {
            case STRING -> message.setS(((AttributeValue.S) value).value());
            case NUMBER -> message.setN(((AttributeValue.N) value).value().toCompactString());
            case BINARY -> message.setB(((AttributeValue.B) value).value());
            case STRING_SET -> message.setSs(StringSet.newBuilder().addAllValues(((AttributeValue.SS) value).values()));
            case NUMBER_SET ->
                message.setNs(NumberSet.newBuilder()
                        .addAllValues(((AttributeValue.NS) value)
                                .values().stream()
                                        .map(DecimalNumber::toCompactString)
                                        .toList()));
            case BINARY_SET -> message.setBs(BinarySet.newBuilder().addAllValues(((AttributeValue.BS) value).values()));
            case MAP -> message.setM(map(((AttributeValue.M) value).members()));
            case LIST ->
                message.setL(ListValue.newBuilder()
                        .addAllValues(((AttributeValue.L) value)
                                .values().stream().map(ProtoItems::toProto).toList()));
            case NULL -> message.setNull(true);
            case BOOLEAN -> message.setBool(((AttributeValue.Bool) value).value());
        }
        return message.build();
    }

    private static MapValue map(Map<String, AttributeValue> members) {
        MapValue.Builder map = MapValue.newBuilder();
        members.forEach((name, value) -> map.addAttributes(attribute(name, value)));
        return map.build();
    }
}
