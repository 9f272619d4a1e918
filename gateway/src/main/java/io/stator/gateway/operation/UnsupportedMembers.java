package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.StatorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Members of CreateTable and UpdateTable that ask for what Stator has not. They are refused, for a table without them
 * would not do what its users count on; what only turns such a thing off is accepted.
 */
final class UnsupportedMembers {
    private static final Set<String> NAMES = Set.of(
            "ReplicaUpdates",
            "MultiRegionConsistency",
            "GlobalTableWitnessUpdates",
            "GlobalTableSourceArn",
            "GlobalTableSettingsReplicationMode",
            "DisassociationProtectionEnabled",
            "WarmThroughput",
            "ResourcePolicy",
            "VectorIndexes",
            "VectorIndexUpdates");

    private static final Set<String> INDEXES = Set.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes");

    private final List<String> asked = new ArrayList<>();
    private final List<String> emptyIndexes = new ArrayList<>();
    private boolean streamSpecified;
    private @Nullable Boolean streamEnabled;
    private @Nullable String streamViewType;

    /** Looks at a member that nobody else knows. */
    void read(String name, RequestReader reader) throws IOException {
        switch (name) {
            case "GlobalSecondaryIndexes", "LocalSecondaryIndexes" -> {
                if (listIsEmpty("Index", reader)) {
                    emptyIndexes.add(name);
                } else {
                    asked.add(name);
                }
            }
            case "GlobalSecondaryIndexUpdates" -> {
                if (!listIsEmpty("GlobalSecondaryIndexUpdate", reader)) {
                    asked.add(name);
                }
            }
            case "StreamSpecification" -> readStream(reader);
            case "SSESpecification" -> readEncryption(reader);
            default -> {
                if (NAMES.contains(name)) {
                    asked.add(name);
                }
            }
        }
    }

    private static boolean listIsEmpty(String structure, RequestReader reader) throws IOException {
        return reader.list(at -> {
                    at.structure(structure, (member, value) -> {});
                    return true;
                })
                .isEmpty();
    }

    private void readStream(RequestReader reader) throws IOException {
        streamSpecified = true;
        reader.structure("StreamSpecification", (name, at) -> {
            switch (name) {
                case "StreamEnabled" -> streamEnabled = at.bool();
                case "StreamViewType" -> streamViewType = at.string();
                default -> {}
            }
        });
    }

    private void readEncryption(RequestReader reader) throws IOException {
        reader.structure("SSESpecification", (name, at) -> {
            if (name.equals("Enabled") && at.bool()) {
                asked.add("SSESpecification");
            }
        });
    }

    void constrain(Constraints constraints) {
        if (streamSpecified) {
            constraints
                    .present("streamSpecification.streamEnabled", streamEnabled)
                    .oneOf(
                            "streamSpecification.streamViewType",
                            streamViewType,
                            List.of("OLD_IMAGE", "KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE"));
        }
    }

    /**
     * Before the key is looked at: the attributes of an index are defined beside those of the key, and would be taken for
     * a fault of the request.
     *
     * @throws StatorException a ValidationException if indexes are asked for
     */
    void checkIndexes() {
        asked.stream().filter(INDEXES::contains).findFirst().ifPresent(indexes -> {
            throw NotYet.parameter(indexes);
        });
    }

    /**
     * For what has passed its constraints.
     *
     * @throws StatorException a ValidationException if there are any
     */
    void check() {
        if (!emptyIndexes.isEmpty()) {
            throw StatorException.validation(
                    "One or more parameter values were invalid: List of " + emptyIndexes.get(0) + " is empty");
        }
        if (Boolean.TRUE.equals(streamEnabled)) {
            throw NotYet.parameter("StreamSpecification");
        }
        if (streamViewType != null) {
            throw StatorException.validation("One or more parameter values were invalid: "
                    + "Table is being created with a stream disabled, UpdateViewType should not be specified");
        }
        if (!asked.isEmpty()) {
            throw NotYet.parameter(asked.get(0));
        }
    }
}
