package io.stator.client.routing;

import io.grpc.MethodDescriptor;
import io.stator.model.Position;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.TransactionStep;
import io.stator.proto.v1.TransactionStepsRequest;
import io.stator.proto.v1.TransactionStepsResponse;
import java.util.Collection;
import java.util.List;

/**
 * Messages of transactions to one partition. A read as far as repeating goes: whatever they do, doing it twice does no harm.
 *
 * @param place that the partition owns
 */
record StepsCall(Position place, List<TransactionStep> steps)
        implements PartitionCall<TransactionStepsRequest, TransactionStepsResponse> {
    @Override
    public MethodDescriptor<TransactionStepsRequest, TransactionStepsResponse> method() {
        return DataGrpc.getTransactionStepsMethod();
    }

    @Override
    public Framing<TransactionStepsRequest, TransactionStepsResponse> framing() {
        return Framing.STEPS;
    }

    @Override
    public Access access() {
        return Access.STRONG_READ;
    }

    @Override
    public Collection<String> tables() {
        return List.of();
    }

    @Override
    public PartitionRoute locate(Directory directory, RoutingTable map) {
        return map.find(place);
    }

    @Override
    public TransactionStepsRequest request(PartitionRoute route) {
        return TransactionStepsRequest.newBuilder()
                .setRoute(route.toProto())
                .addAllSteps(steps)
                .build();
    }
}
