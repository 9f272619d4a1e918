package io.stator.conformance;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Between trees of JSON and the SDK's own requests and responses, by what these say of their members. */
final class SdkModel {
    private static final String MODEL = DynamoDbRequest.class.getPackageName() + ".";
    private static final double MILLIS_PER_SECOND = 1000;

    private SdkModel() {}

    /**
     * Makes the request and calls the client with it, as a program would.
     *
     * @throws ReflectiveOperationException as an InvocationTargetException, if the call fails
     */
    static SdkPojo call(DynamoDbClient client, String operation, Map<String, Object> body)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(MODEL + operation + "Request");
        SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
        Object request = filled(builder, body);
        String method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
        return (SdkPojo) DynamoDbClient.class.getMethod(method, type).invoke(client, request);
    }

    /** What is set in it, by the names of the API. */
    static Map<String, Object> tree(SdkPojo pojo) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                members.put(field.locationName(), plain(value));
            }
        }
        return members;
    }

    private static Object filled(SdkPojo builder, Map<String, Object> members) {
        Map<String, SdkField<?>> fields =
                builder.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, field -> field));
        members.forEach((name, value) -> {
            SdkField<?> field = fields.get(name);
            if (field == null) {
                throw new IllegalArgumentException(
                        builder.getClass().getEnclosingClass().getSimpleName() + " has no member " + name);
            }
            field.set(builder, converted(field, value));
        });
        return ((SdkBuilder<?, ?>) builder).build();
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object converted(SdkField<?> field, @Nullable Object value) {
        MarshallingType<?> type = field.marshallingType();
        if (value == null) {
            return null;
        } else if (type == MarshallingType.SDK_POJO) {
            return filled(field.constructor().get(), (Map<String, Object>) value);
        } else if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>();
            ((List<?>) value).forEach(element -> list.add(converted(member, element)));
            return list;
        } else if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<String, Object>) value).forEach((key, element) -> map.put(key, converted(member, element)));
            return map;
        } else if (type == MarshallingType.SDK_BYTES) {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode((String) value));
        } else if (type == MarshallingType.INTEGER) {
            return ((BigDecimal) value).intValueExact();
        } else if (type == MarshallingType.LONG) {
            return ((BigDecimal) value).longValueExact();
        } else if (type == MarshallingType.DOUBLE) {
            return ((BigDecimal) value).doubleValue();
        }
        return value;
    }

    private static Object plain(Object value) {
        if (value instanceof SdkPojo pojo) {
            return tree(pojo);
        } else if (value instanceof List<?> list) {
            return list.stream().map(SdkModel::plain).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put((String) key, plain(element)));
            return plain;
        } else if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArray());
        } else if (value instanceof Instant instant) {
            return BigDecimal.valueOf(instant.toEpochMilli() / MILLIS_PER_SECOND);
        } else if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        return value;
    }
}
