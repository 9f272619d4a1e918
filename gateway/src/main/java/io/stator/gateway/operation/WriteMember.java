package io.stator.gateway.operation;

import io.stator.gateway.json.Checked;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.proto.v1.BatchWriteRequest.Write;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A WriteRequest of a BatchWriteItem as it was sent; null is what was absent. */
record WriteMember(
        boolean puts,
        @Nullable Checked<Item> item,
        boolean deletes,
        @Nullable Checked<Item> key) {

    static WriteMember read(RequestReader reader) throws IOException {
        Members members = new Members();
        reader.structure("WriteRequest", (name, at) -> {
            switch (name) {
                case "PutRequest" -> {
                    members.puts = true;
                    members.item = inner(at, name, "Item");
                }
                case "DeleteRequest" -> {
                    members.deletes = true;
                    members.key = inner(at, name, "Key");
                }
                default -> {}
            }
        });
        return new WriteMember(members.puts, members.item, members.deletes, members.key);
    }

    private static @Nullable Checked<Item> inner(RequestReader reader, String structure, String member)
            throws IOException {
        Members members = new Members();
        reader.structure(structure, (name, at) -> {
            if (name.equals(member)) {
                members.item = at.item();
            }
        });
        return members.item;
    }

    private static final class Members {
        private boolean puts;
        private @Nullable Checked<Item> item;
        private boolean deletes;
        private @Nullable Checked<Item> key;
    }

    /** @param path of it, with a dot behind */
    void constrain(Constraints constraints, String path) {
        if (deletes) {
            constraints.present(path + "deleteRequest.key", key);
        }
        if (puts) {
            constraints.present(path + "putRequest.item", item);
        }
    }

    // The rest is for what has passed its constraints.

    /** @throws StatorException a ValidationException unless it is one put or one delete, in DynamoDB's words for values */
    void one() {
        if (puts == deletes) {
            throw StatorException.validation("Supplied AttributeValue has more than one datatypes set, "
                    + "must contain exactly one of the supported datatypes");
        }
    }

    /** The item to be put, or the key. */
    Item checked() {
        return Objects.requireNonNull(puts ? item : key, "a constraint").orThrow();
    }

    Write.Builder toProto() {
        Write.Builder write = Write.newBuilder();
        return puts ? write.setPutItem(ItemCodec.encode(checked())) : write.setDeleteKey(ItemCodec.encode(checked()));
    }

    @Override
    public String toString() {
        return "WriteRequest(" + (puts ? "putRequest" : "") + (deletes ? "deleteRequest" : "") + ")";
    }
}
