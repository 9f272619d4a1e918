package io.stator.server.grpc;

import io.grpc.stub.StreamObserver;
import io.stator.catalog.CatalogCodec;
import io.stator.catalog.NodeRecord;
import io.stator.client.routing.TableConversions;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.proto.v1.DropTableRequest;
import io.stator.proto.v1.DropTableResponse;
import io.stator.proto.v1.IdentifyRequest;
import io.stator.proto.v1.IdentifyResponse;
import io.stator.proto.v1.InstallTableRequest;
import io.stator.proto.v1.InstallTableResponse;
import io.stator.proto.v1.LookUpTableRequest;
import io.stator.proto.v1.LookUpTableResponse;
import io.stator.proto.v1.PeerGrpc;
import io.stator.server.bootstrap.Identity;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.peer.RemotePartitionControl;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The Peer service: each call is answered by this node itself. */
final class PeerService extends PeerGrpc.PeerImplBase {
    private final CallAnswers answers;
    private final NodeRecord self;
    private final Supplier<Identity> identity;
    private final CatalogLeader leader;
    private final RemotePartitionControl control;

    PeerService(
            CallAnswers answers,
            NodeRecord self,
            Supplier<Identity> identity,
            CatalogLeader leader,
            RemotePartitionControl control) {
        this.answers = answers;
        this.self = self;
        this.identity = identity;
        this.leader = leader;
        this.control = control;
    }

    @Override
    public void identify(IdentifyRequest request, StreamObserver<IdentifyResponse> observer) {
        answers.answer(Operation.IDENTIFY, observer, () -> {
            Identity current = identity.get();
            if (!request.getClusterId().isEmpty()
                    && current.inCluster()
                    && !request.getClusterId().equals(current.clusterId())) {
                throw StatorException.validation("Node '" + self.id() + "' is part of cluster " + current.clusterId()
                        + ", not of cluster " + request.getClusterId());
            }
            IdentifyResponse.Builder response = IdentifyResponse.newBuilder()
                    .setNode(CatalogCodec.toProto(self))
                    .setClusterId(current.clusterId());
            current.members().forEach(member -> response.addMembers(CatalogCodec.toProto(member)));
            return CompletableFuture.completedFuture(response.build());
        });
    }

    @Override
    public void installTable(InstallTableRequest request, StreamObserver<InstallTableResponse> observer) {
        answers.answer(Operation.INSTALL_TABLE, observer, () -> {
            TableInfo table = TableConversions.fromProto(request.getTable());
            Validation.tableSchema(table.schema());
            return control.here(request.getRoute().getPartitionId(), partition -> partition.installTable(table))
                    .thenApply(done -> InstallTableResponse.getDefaultInstance());
        });
    }

    @Override
    public void dropTable(DropTableRequest request, StreamObserver<DropTableResponse> observer) {
        answers.answer(
                Operation.DROP_TABLE,
                observer,
                () -> control.here(
                                request.getRoute().getPartitionId(),
                                partition -> partition.dropTable(request.getTableId()))
                        .thenApply(done -> DropTableResponse.getDefaultInstance()));
    }

    @Override
    public void lookUpTable(LookUpTableRequest request, StreamObserver<LookUpTableResponse> observer) {
        answers.answer(
                Operation.LOOK_UP_TABLE,
                observer,
                () -> leader.here(catalog -> catalog.lookUpTable(request.getName()))
                        .thenApply(found -> {
                            LookUpTableResponse.Builder response = LookUpTableResponse.newBuilder();
                            found.map(TableConversions::toProto).ifPresent(response::setTable);
                            return response.build();
                        }));
    }
}
