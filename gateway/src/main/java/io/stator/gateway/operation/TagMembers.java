package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.proto.v1.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
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

    void constrain(Constraints constraints) {
        if (tags == null) {
            return;
        }
        for (int i = 0; i < tags.size(); i++) {
            String member = "tags." + (i + 1) + ".member.";
            Pair tag = tags.get(i);
            constraints.present(member + "key", tag.key()).present(member + "value", tag.value());
        }
    }

    /** For what has passed its constraints. */
    List<Tag> toProto() {
        return tags == null
                ? List.of()
                : tags.stream()
                        .map(tag -> Tag.newBuilder()
                                .setKey(Objects.requireNonNull(tag.key(), "a constraint"))
                                .setValue(Objects.requireNonNull(tag.value(), "a constraint"))
                                .build())
                        .toList();
    }
}
