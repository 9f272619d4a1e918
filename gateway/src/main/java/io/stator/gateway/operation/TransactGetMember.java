package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A TransactGetItem as it was sent.
 *
 * @param get null: absent
 */
record TransactGetMember(@Nullable ItemRequest get) {
    /** Of which no more is known than that it was there. */
    static final TransactGetMember UNKNOWN = new TransactGetMember(null);

    private static final Set<String> MEMBERS =
            Set.of("TableName", "Key", "ProjectionExpression", "ExpressionAttributeNames");

    static TransactGetMember read(RequestReader reader) throws IOException {
        Members members = new Members();
        reader.structure("TransactGetItem", (name, at) -> {
            if (name.equals("Get")) {
                members.get = ItemRequest.readIn(at, name, MEMBERS::contains);
            }
        });
        return new TransactGetMember(members.get);
    }

    private static final class Members {
        private @Nullable ItemRequest get;
    }

    /** @param path of it, with a dot behind */
    void constrain(Constraints constraints, String path) {
        constraints.present(path + "get", get);
        if (get != null) {
            ItemConstraints.in(constraints, path + "get.", get).tableName().key();
        }
    }

    /** For what has passed its constraints. */
    ItemRequest request() {
        return Objects.requireNonNull(get, "a constraint");
    }

    @Override
    public String toString() {
        return "TransactGetItem(" + (get == null ? "" : "get") + ")";
    }
}
