package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.proto.v1.KeyAttribute;
import io.stator.proto.v1.KeyType;
import io.stator.proto.v1.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The AttributeDefinitions and the KeySchema of a CreateTable, as they were sent; null is what was absent. */
final class KeyMembers {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final int KEY_ATTRIBUTES_MAX = 2;

    private @Nullable List<Pair> definitions;
    private @Nullable List<Pair> keySchema;

    /**
     * An AttributeDefinition or a KeySchemaElement.
     *
     * @param structure which of them
     * @param typeMember attributeType or keyType
     * @param type its value
     */
    private record Pair(
            String structure,
            String typeMember,
            @Nullable String name,
            @Nullable String type) {
        /** As a constraint's message shows it. */
        @Override
        public String toString() {
            return structure + "(attributeName=" + name + ", " + typeMember + "=" + type + ")";
        }
    }

    void readDefinitions(RequestReader reader) throws IOException {
        definitions = reader.list(at -> pair(at, "AttributeDefinition", "AttributeType", "attributeType"));
    }

    void readKeySchema(RequestReader reader) throws IOException {
        keySchema = reader.list(at -> pair(at, "KeySchemaElement", "KeyType", "keyType"));
    }

    private static Pair pair(RequestReader reader, String structure, String typeName, String typeMember)
            throws IOException {
        PairMembers members = new PairMembers();
        reader.structure(structure, (name, at) -> {
            if (name.equals("AttributeName")) {
                members.name = at.string();
            } else if (name.equals(typeName)) {
                members.type = at.string();
            }
        });
        return new Pair(structure, typeMember, members.name, members.type);
    }

    private static final class PairMembers {
        private @Nullable String name;
        private @Nullable String type;
    }

    void constrainDefinitions(Constraints constraints) {
        constraints.present("attributeDefinitions", definitions);
        each("attributeDefinitions", definitions, (path, pair) -> {
            constraints
                    .present(path + "attributeType", pair.type())
                    .oneOf(path + "attributeType", pair.type(), List.of("B", "N", "S"));
            name(constraints, path, pair);
        });
    }

    void constrainKeySchema(Constraints constraints) {
        constraints
                .present("keySchema", keySchema)
                .lengthAtLeast("keySchema", keySchema, 1)
                .lengthAtMost("keySchema", keySchema, KEY_ATTRIBUTES_MAX);
        each("keySchema", keySchema, (path, pair) -> {
            name(constraints, path, pair);
            constraints
                    .present(path + "keyType", pair.type())
                    .oneOf(path + "keyType", pair.type(), List.of("HASH", "RANGE"));
        });
    }

    private static void each(String list, @Nullable List<Pair> pairs, BiConsumer<String, Pair> constrain) {
        if (pairs != null) {
            for (int i = 0; i < pairs.size(); i++) {
                constrain.accept(list + "." + (i + 1) + ".member.", pairs.get(i));
            }
        }
    }

    private static void name(Constraints constraints, String path, Pair pair) {
        constraints
                .present(path + "attributeName", pair.name())
                .lengthAtLeast(path + "attributeName", pair.name(), 1)
                .lengthAtMost(path + "attributeName", pair.name(), Limits.KEY_NAME_BYTES_MAX);
    }

    /**
     * For what has passed its constraints: that both fit together.
     *
     * @param onDemand whether the table is to be so: one thing that may be wrong is then told in other words
     * @throws StatorException a ValidationException
     */
    TableSchema schema(String tableName, boolean onDemand) {
        List<Pair> key = Objects.requireNonNull(keySchema, "a constraint");
        List<Pair> defined = Objects.requireNonNull(definitions, "a constraint");
        List<String> keyNames = names(key);
        List<String> definedNames = names(defined);
        defined(keyNames, definedNames, onDemand);
        if (keyNames.size() > 1 && keyNames.get(0).equals(keyNames.get(1))) {
            throw StatorException.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        if (!"HASH".equals(key.get(0).type())) {
            throw StatorException.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        if (key.size() > 1 && !"RANGE".equals(key.get(1).type())) {
            throw StatorException.validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        if (key.size() != defined.size()) {
            throw StatorException.validation(INVALID + "Number of attributes in KeySchema does not "
                    + "exactly match number of attributes defined in AttributeDefinitions");
        }
        TableSchema.Builder schema =
                TableSchema.newBuilder().setName(tableName).setPartitionKey(attribute(keyNames.get(0), defined));
        if (key.size() > 1) {
            schema.setSortKey(attribute(keyNames.get(1), defined));
        }
        return schema.build();
    }

    private static void defined(List<String> keyNames, List<String> definedNames, boolean onDemand) {
        boolean allDefined = definedNames.containsAll(keyNames);
        if (keyNames.size() == 1 && !onDemand) {
            if (!allDefined) {
                throw StatorException.validation(
                        INVALID + "Some index key attributes are not defined in AttributeDefinitions. Keys: " + keyNames
                                + ", AttributeDefinitions: " + definedNames);
            }
            return;
        }
        // As DynamoDB has it: one definition for a name that is there twice counts as missing.
        boolean sameTwice = keyNames.size() > 1 && keyNames.get(0).equals(keyNames.get(1)) && definedNames.size() == 1;
        if (!allDefined || sameTwice) {
            throw StatorException.validation("Invalid KeySchema: Some index key attribute have no definition");
        }
    }

    private static List<String> names(List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> Objects.requireNonNull(pair.name(), "a constraint"))
                .toList();
    }

    private static KeyAttribute attribute(String name, List<Pair> defined) {
        for (Pair definition : defined) {
            if (name.equals(definition.name())) {
                return KeyAttribute.newBuilder()
                        .setName(name)
                        .setType(keyType(Objects.requireNonNull(definition.type(), "a constraint")))
                        .build();
            }
        }
        throw new IllegalStateException("defined: " + name);
    }

    private static KeyType keyType(String letter) {
        return switch (letter) {
            case "S" -> KeyType.KEY_TYPE_STRING;
            case "N" -> KeyType.KEY_TYPE_NUMBER;
            case "B" -> KeyType.KEY_TYPE_BINARY;
            default -> throw new IllegalArgumentException("type " + letter);
        };
    }
}
