package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.stator.gateway.json.Checked;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.Item;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.expression.Projection;
import io.stator.model.expression.legacy.LegacyParameters;
import io.stator.model.expression.text.Expressions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a BatchGetItem wants of one table, as it was sent; null is what was absent. */
final class KeysAndAttributes {
    private @Nullable List<Checked<Item>> keys;
    private boolean consistentRead;
    private @Nullable List<String> attributesToGet;
    private @Nullable String projectionExpression;
    private @Nullable Map<String, String> names;
    private final Set<String> given = new HashSet<>();

    private KeysAndAttributes() {}

    static KeysAndAttributes read(RequestReader reader) throws IOException {
        KeysAndAttributes table = new KeysAndAttributes();
        reader.structure("KeysAndAttributes", (name, at) -> {
            table.given.add(name);
            switch (name) {
                case "Keys" -> table.keys = at.list(RequestReader::item);
                case "ConsistentRead" -> table.consistentRead = at.bool();
                case "AttributesToGet" -> table.attributesToGet = at.list(RequestReader::string);
                case "ProjectionExpression" -> table.projectionExpression = at.string();
                case "ExpressionAttributeNames" -> table.names = at.map("java.lang.String", RequestReader::string);
                default -> {}
            }
        });
        return table;
    }

    void constrain(Constraints constraints, String nameOrArn) {
        String path = "requestItems." + nameOrArn + ".member.";
        constraints
                .present(path + "keys", keys)
                .lengthAtLeast(path + "keys", keys, 1)
                .lengthAtMost(path + "keys", keys, Limits.BATCH_GET_KEYS_MAX);
        ItemConstraints.attributesToGet(constraints, path + "attributesToGet", attributesToGet);
    }

    // The rest is for what has passed its constraints.

    /** The names of its members. */
    Set<String> given() {
        return given;
    }

    boolean consistentRead() {
        return consistentRead;
    }

    int keyCount() {
        return Objects.requireNonNull(keys, "a constraint").size();
    }

    /** @throws StatorException a ValidationException if one is invalid, or there twice */
    List<Item> checkedKeys() {
        List<Checked<Item>> given = Objects.requireNonNull(keys, "a constraint");
        List<Item> checked = new ArrayList<>(given.size());
        Set<Item> seen = new HashSet<>();
        for (Checked<Item> key : given) {
            Item value = key.orThrow();
            if (!seen.add(value)) {
                throw StatorException.validation("Provided list of item keys contains duplicates");
            }
            checked.add(value);
        }
        return checked;
    }

    /** @throws StatorException a ValidationException if there is anything wrong with what is wanted of the items */
    @Nullable
    Projection projection() {
        if (attributesToGet != null) {
            return LegacyParameters.attributesToGet(attributesToGet);
        }
        Expressions expressions = new Expressions(names, null);
        Projection projection = projectionExpression == null ? null : expressions.projection(projectionExpression);
        expressions.requireAllUsed();
        return projection;
    }

    /** Writes what is to be asked for again: the same, with these keys only. */
    void writeUnprocessed(JsonGenerator generator, List<ByteString> unprocessed) throws IOException {
        generator.writeStartObject();
        EncodedItems.writeList(generator, "Keys", unprocessed);
        if (attributesToGet != null) {
            generator.writeArrayFieldStart("AttributesToGet");
            for (String attribute : attributesToGet) {
                generator.writeString(attribute);
            }
            generator.writeEndArray();
        }
        generator.writeBooleanField("ConsistentRead", consistentRead);
        if (projectionExpression != null) {
            generator.writeStringField("ProjectionExpression", projectionExpression);
        }
        if (names != null) {
            generator.writeObjectFieldStart("ExpressionAttributeNames");
            for (Map.Entry<String, String> name : names.entrySet()) {
                generator.writeStringField(name.getKey(), name.getValue());
            }
            generator.writeEndObject();
        }
        generator.writeEndObject();
    }

    @Override
    public String toString() {
        return "KeysAndAttributes(keys=" + keyCountShown() + ")";
    }

    private String keyCountShown() {
        return keys == null ? "null" : keys.size() + " keys";
    }
}
