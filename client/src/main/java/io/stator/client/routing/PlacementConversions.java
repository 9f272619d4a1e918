package io.stator.client.routing;

import io.stator.model.Bounds;
import io.stator.model.Position;
import io.stator.model.StatorException;

/**
 * Positions and bounds, model and message. What comes from a message is untrusted: a malformed one is
 * a ValidationException. Stateless.
 */
public final class PlacementConversions {
    private PlacementConversions() {}

    public static io.stator.proto.v1.Position toProto(Position position) {
        return io.stator.proto.v1.Position.newBuilder()
                .setToken(position.token())
                .setTableId(position.tableId())
                .setPartitionKey(position.partitionKey())
                .setSortKey(position.sortKey())
                .build();
    }

    public static Position fromProto(io.stator.proto.v1.Position position) {
        return new Position(
                position.getToken(), position.getTableId(), position.getPartitionKey(), position.getSortKey());
    }

    public static io.stator.proto.v1.Bounds toProto(Bounds bounds) {
        io.stator.proto.v1.Bounds.Builder builder = io.stator.proto.v1.Bounds.newBuilder();
        Position from = bounds.from();
        if (from != null) {
            builder.setFrom(toProto(from));
        }
        Position to = bounds.to();
        if (to != null) {
            builder.setTo(toProto(to));
        }
        return builder.build();
    }

    public static Bounds fromProto(io.stator.proto.v1.Bounds bounds) {
        Position from = bounds.hasFrom() ? fromProto(bounds.getFrom()) : null;
        Position to = bounds.hasTo() ? fromProto(bounds.getTo()) : null;
        if (from != null && to != null && from.compareTo(to) >= 0) {
            throw StatorException.validation("Bounds are empty");
        }
        return new Bounds(from, to);
    }
}
