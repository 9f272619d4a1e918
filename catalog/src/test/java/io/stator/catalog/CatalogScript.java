package io.stator.catalog;

import com.google.protobuf.ByteString;
import io.stator.consensus.LogPosition;
import io.stator.model.Bounds;
import io.stator.model.Position;
import io.stator.proto.v1.CatalogCommand;
import io.stator.proto.v1.CatalogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a golden script: each line that begins with "> " is a command; the lines after it are what it came to. Answers
 * the script as it should have been written.
 */
final class CatalogScript {
    private CatalogState state = CatalogState.EMPTY;

    String run(String script) {
        StringBuilder actual = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                actual.append(line).append('\n');
            } else if (line.startsWith("> ")) {
                actual.append(line).append('\n');
                Decision decision = CatalogDecider.decide(command(line.substring(2)), state);
                for (CatalogRecord record : decision.records()) {
                    state = state.replay(record);
                    actual.append("  record ").append(text(record)).append('\n');
                }
                actual.append("  ").append(text(decision.outcome())).append('\n');
            }
        }
        return actual.toString();
    }

    /**
     * Such as "found c n1,n2 2 3", "create orders id:S at:N", "activate 1", "delete orders", "forget 1", "update orders
     * mode=PROVISIONED units=5/6 at=2000", "update orders max=5/-1", "tag orders a:b", "untag orders a", "ttl orders on expires at=2000", "told 1 1",
     * "add-user ada KEY". The time is 1000 unless said.
     */
    static CatalogCommand command(String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "found" ->
                CatalogCommands.foundCluster(new Founding(
                        words[1], nodes(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4])));
            case "create" -> TableWords.create(words);
            case "update" -> TableWords.update(words);
            case "tag" -> CatalogCommands.tagTable(words[1], TableWords.tags(words));
            case "untag" -> CatalogCommands.untagTable(words[1], List.of(words).subList(2, words.length));
            case "ttl" -> TableWords.timeToLive(words);
            case "told" -> TableWords.told(Long.parseLong(words[1]), Integer.parseInt(words[2]));
            case "add-user" ->
                CatalogCommands.addUser(
                        new UserRecord(words[1], words[2], ByteString.copyFromUtf8("sealed " + words[1]), 1000));
            case "remove-user" -> CatalogCommands.removeUser(words[1]);
            case "activate" -> CatalogCommands.activateTable(Long.parseLong(words[1]));
            case "delete" -> CatalogCommands.deleteTable(words[1]);
            case "forget" -> CatalogCommands.forgetTable(Long.parseLong(words[1]));
            case "admit" -> CatalogCommands.admitNode(node(words[1]), words.length > 2);
            case "drain" -> CatalogCommands.drainNode(words[1]);
            case "remove" -> CatalogCommands.removeNode(words[1]);
            case "place" ->
                CatalogCommands.placePartition(
                        new Rebalancing.Move(placement(words[1], words[2]), List.of(words[3].split(",", -1))));
            case "settle" -> CatalogCommands.settlePartition(placement(words[1], words[2]));
            case "nothing" -> CatalogCommand.newBuilder().setFormat(1).build();
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** Such as "n1", "n1:other" of another incarnation, "n1:inc@n2" with the addresses of n2. */
    private static NodeRecord node(String text) {
        String[] idAndRest = text.split("[:@]", -1);
        String incarnation = text.contains(":") ? idAndRest[1] : "inc";
        String host = text.contains("@") ? text.substring(text.indexOf('@') + 1) : idAndRest[0];
        return new NodeRecord(idAndRest[0], incarnation, host + ":10", host + ":11");
    }

    private static PartitionRecord placement(String id, String placement) {
        return new PartitionRecord(
                Long.parseLong(id), 1, Bounds.splitRing(1).get(0), List.of(), Long.parseLong(placement), 0);
    }

    /** One entry for each command, from an index on. */
    static List<CatalogOutcome> apply(CatalogStateMachine machine, long index, String... commands) throws IOException {
        List<CatalogOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < commands.length; i++) {
            outcomes.addAll(machine.apply(
                    new LogPosition(1, index + i),
                    List.of(ByteBuffer.wrap(command(commands[i]).toByteArray()))));
        }
        return outcomes;
    }

    private static List<NodeRecord> nodes(String ids) {
        List<NodeRecord> nodes = new ArrayList<>();
        for (String id : ids.split(",", -1)) {
            if (!id.isEmpty()) {
                nodes.add(new NodeRecord(id, "inc", id + ":10", id + ":11"));
            }
        }
        return nodes;
    }

    private static String text(CatalogRecord record) {
        return switch (record.getRecordCase()) {
            case CLUSTER_FOUNDED ->
                "cluster " + record.getClusterFounded().getClusterId() + " nodes "
                        + String.join(
                                ",",
                                record.getClusterFounded().getNodesList().stream()
                                        .map(node -> node.getId())
                                        .toList());
            case PARTITION_PLACED -> text(CatalogCodec.fromProto(record.getPartitionPlaced()));
            case TABLE -> TableWords.text(CatalogCodec.fromProto(record.getTable()));
            case TABLE_FORGOTTEN -> "forgotten " + record.getTableForgotten();
            case NODE ->
                "node " + record.getNode().getId() + " " + record.getNode().getIncarnation();
            case NODE_DRAINING -> "draining " + record.getNodeDraining();
            case NODE_REMOVED -> "removed " + record.getNodeRemoved();
            case USER ->
                "user " + record.getUser().getName() + " " + record.getUser().getAccessKeyId() + " "
                        + record.getUser().getSealedSecret().toStringUtf8();
            case USER_REMOVED -> "removed user " + record.getUserRemoved();
            case RECORD_NOT_SET -> throw new IllegalArgumentException("no record");
        };
    }

    private static String text(PartitionRecord partition) {
        return "partition " + partition.id() + " epoch " + partition.epoch() + " ["
                + text(partition.bounds().from()) + ", "
                + text(partition.bounds().to()) + ") on "
                + String.join(",", partition.replicas())
                + (partition.placement() == 0
                        ? ""
                        : " placement " + partition.placement() + " settled " + partition.settled());
    }

    private static String text(@Nullable Position position) {
        return position == null ? "-" : Long.toHexString(position.token());
    }

    private static String text(CatalogOutcome outcome) {
        if (outcome instanceof CatalogOutcome.Founded founded) {
            return "founded " + founded.clusterId();
        }
        if (outcome instanceof CatalogOutcome.TableStands stands) {
            return "stands " + TableWords.text(stands.table());
        }
        if (outcome instanceof CatalogOutcome.TableForgotten forgotten) {
            return "gone " + forgotten.tableId();
        }
        if (outcome instanceof CatalogOutcome.UserStands stands) {
            return "stands " + stands.user();
        }
        if (outcome instanceof CatalogOutcome.ClusterStands) {
            return "stands";
        }
        if (outcome instanceof CatalogOutcome.Refused refused) {
            return "refused " + refused.code().type() + ": " + refused.message();
        }
        throw new IllegalArgumentException(outcome.toString());
    }
}
