package io.stator.gateway.operation;

import io.stator.gateway.json.RequestReader;
import io.stator.model.StatorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Members of CreateTable and UpdateTable that ask for what Stator has not. They are refused, for a table without them
 * would not do what its users count on; what only turns such a thing off is accepted.
 */
final class UnsupportedMembers {
    private static final Set<String> NAMES = Set.of(
            "GlobalSecondaryIndexUpdates",
            "ReplicaUpdates",
            "MultiRegionConsistency",
            "GlobalTableWitnessUpdates",
            "GlobalTableSourceArn",
            "GlobalTableSettingsReplicationMode",
            "DisassociationProtectionEnabled",
            "OnDemandThroughput",
            "WarmThroughput",
            "ResourcePolicy",
            "VectorIndexes",
            "VectorIndexUpdates");

    private final List<String> asked = new ArrayList<>();
    private final List<String> emptyIndexes = new ArrayList<>();

    /** Looks at a member that nobody else knows. */
    void read(String name, RequestReader reader) throws IOException {
        switch (name) {
            case "GlobalSecondaryIndexes", "LocalSecondaryIndexes" -> readIndexes(name, reader);
            case "StreamSpecification" -> readSwitch(name, "StreamEnabled", reader);
            case "SSESpecification" -> readSwitch(name, "Enabled", reader);
            default -> {
                if (NAMES.contains(name)) {
                    asked.add(name);
                }
            }
        }
    }

    private void readIndexes(String name, RequestReader reader) throws IOException {
        List<Boolean> indexes = reader.list(at -> {
            at.structure("Index", (member, value) -> {});
            return true;
        });
        (indexes.isEmpty() ? emptyIndexes : asked).add(name);
    }

    private void readSwitch(String name, String member, RequestReader reader) throws IOException {
        reader.structure(name, (given, at) -> {
            if (given.equals(member) && at.bool()) {
                asked.add(name);
            }
        });
    }

    /** @throws StatorException a ValidationException if there are any */
    void check() {
        if (!emptyIndexes.isEmpty()) {
            throw StatorException.validation(
                    "One or more parameter values were invalid: List of " + emptyIndexes.get(0) + " is empty");
        }
        if (!asked.isEmpty()) {
            throw NotYet.parameter(asked.get(0));
        }
    }
}
