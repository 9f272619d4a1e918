package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.StatorException;
import io.stator.proto.v1.Tag;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tags of a request as they were sent; null: none. */
final class TagMembers {
    private @Nullable List<Pair> tags;

    private record Pair(@Nullable String key, @Nullable String value) {}

    void read(RequestReader reader) throws IOException {
        tags = reader.list(TagMembers::pair);
    }

    private static Pair pair(RequestReader reader) throws IOException {
        PairMembers members = new PairMembers();
        reader.structure("Tag", (name, at) -> {
            switch (name) {
                case "Key" -> members.key = at.string();
                case "Value" -> members.value = at.string();
                default -> {}
            }
        });
        return new Pair(members.key, members.value);
    }

    private static final class PairMembers {
        private @Nullable String key;
        private @Nullable String value;
    }

    void constrainPresent(Constraints constraints) {
        constraints.present("tags", tags);
    }

    /** @throws StatorException a ValidationException if one has no key or no value */
    List<Tag> toProto() {
        return tags == null ? List.of() : tags.stream().map(TagMembers::toProto).toList();
    }

    private static Tag toProto(Pair tag) {
        String key = tag.key();
        String value = tag.value();
        if (key == null) {
            throw StatorException.validation("The Tag Key provided is invalid, Key: null");
        }
        if (value == null) {
            throw StatorException.validation("The Tag Value provided is invalid, Value: null");
        }
        return Tag.newBuilder().setKey(key).setValue(value).build();
    }
}
