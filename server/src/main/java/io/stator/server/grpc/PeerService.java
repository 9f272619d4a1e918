package io.stator.server.grpc;

import io.grpc.stub.StreamObserver;
import io.stator.catalog.Catalog;
import io.stator.catalog.CatalogCodec;
import io.stator.catalog.NodeRecord;
import io.stator.client.routing.TableConversions;
import io.stator.consensus.Member;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.proto.v1.AdmitNodeRequest;
import io.stator.proto.v1.AdmitNodeResponse;
import io.stator.proto.v1.ChangeMembersRequest;
import io.stator.proto.v1.ChangeMembersResponse;
import io.stator.proto.v1.DropTableRequest;
import io.stator.proto.v1.DropTableResponse;
import io.stator.proto.v1.IdentifyRequest;
import io.stator.proto.v1.IdentifyResponse;
import io.stator.proto.v1.InstallTableRequest;
import io.stator.proto.v1.InstallTableResponse;
import io.stator.proto.v1.LookUpPartitionRequest;
import io.stator.proto.v1.LookUpPartitionResponse;
import io.stator.proto.v1.LookUpTableRequest;
import io.stator.proto.v1.LookUpTableResponse;
import io.stator.proto.v1.PeerGrpc;
import io.stator.proto.v1.ShareTableSizesRequest;
import io.stator.proto.v1.ShareTableSizesResponse;
import io.stator.proto.v1.ShareThroughputRequest;
import io.stator.proto.v1.ShareThroughputResponse;
import io.stator.server.bootstrap.Identity;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.peer.RemotePartitionControl;
import io.stator.server.peer.ThroughputSharing;
import io.stator.server.replica.Places;
import io.stator.server.sizes.SizeBooks;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The Peer service: each call is answered by this node itself. */
final class PeerService extends PeerGrpc.PeerImplBase {
    private final CallAnswers answers;
    private final Places places;
    private final Supplier<Identity> identity;
    private final CatalogLeader leader;
    private final RemotePartitionControl control;
    private final ThroughputSharing throughput;
    private final SizeBooks sizes;

    /** Whom it asks within this node. */
    record Means(CatalogLeader leader, RemotePartitionControl control, ThroughputSharing throughput, SizeBooks sizes) {}

    PeerService(CallAnswers answers, Places places, Supplier<Identity> identity, Means means) {
        this.answers = answers;
        this.places = places;
        this.identity = identity;
        this.leader = means.leader();
        this.control = means.control();
        this.throughput = means.throughput();
        this.sizes = means.sizes();
    }

    @Override
    public void identify(IdentifyRequest request, StreamObserver<IdentifyResponse> observer) {
        answers.answer(Operation.IDENTIFY, observer, () -> {
            Identity current = identity.get();
            if (!request.getClusterId().isEmpty()
                    && current.inCluster()
                    && !request.getClusterId().equals(current.clusterId())) {
                throw StatorException.validation("Node '" + places.self().id() + "' is part of cluster "
                        + current.clusterId() + ", not of cluster " + request.getClusterId());
            }
            if (request.getCurrent()) {
                return leader.here(Catalog::strongView)
                        .thenApply(view -> identity(current, view.nodes().values()));
            }
            return CompletableFuture.completedFuture(identity(current, members(current)));
        });
    }

    private IdentifyResponse identity(Identity current, Collection<NodeRecord> members) {
        IdentifyResponse.Builder response = IdentifyResponse.newBuilder()
                .setNode(CatalogCodec.toProto(places.self()))
                .setClusterId(current.clusterId());
        members.forEach(member -> response.addMembers(CatalogCodec.toProto(member)));
        return response.build();
    }

    /** As the catalog has them by what is known of it here; before anything is, as they were when this node came into the cluster. */
    private Collection<NodeRecord> members(Identity current) {
        Collection<NodeRecord> nodes =
                places.knownView().map(view -> view.nodes().values()).orElse(List.of());
        return nodes.isEmpty() ? current.members() : nodes;
    }

    @Override
    public void admitNode(AdmitNodeRequest request, StreamObserver<AdmitNodeResponse> observer) {
        answers.answer(
                Operation.ADMIT_NODE,
                observer,
                () -> leader.here(catalog ->
                                catalog.admitNode(CatalogCodec.fromProto(request.getNode()), request.getReplace()))
                        .thenApply(view -> {
                            AdmitNodeResponse.Builder response =
                                    AdmitNodeResponse.newBuilder().setClusterId(view.clusterId());
                            view.nodes().values().forEach(node -> response.addMembers(CatalogCodec.toProto(node)));
                            return response.build();
                        }));
    }

    @Override
    public void changeMembers(ChangeMembersRequest request, StreamObserver<ChangeMembersResponse> observer) {
        answers.answer(Operation.CHANGE_MEMBERS, observer, () -> {
            List<Member> members = request.getMembersList().stream()
                    .map(member -> new Member(member.getId(), member.getRaftAddress()))
                    .toList();
            return control.changeMembersHere(request.getPartitionId(), members)
                    .thenApply(done -> ChangeMembersResponse.getDefaultInstance());
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

    @Override
    public void lookUpPartition(LookUpPartitionRequest request, StreamObserver<LookUpPartitionResponse> observer) {
        answers.answer(
                Operation.LOOK_UP_PARTITION,
                observer,
                () -> leader.here(catalog -> catalog.lookUpPartition(request.getPartitionId()))
                        .thenApply(found -> {
                            LookUpPartitionResponse.Builder response = LookUpPartitionResponse.newBuilder();
                            found.map(partition -> CatalogCodec.toProto(partition, ""))
                                    .ifPresent(response::setPartition);
                            return response.build();
                        }));
    }

    @Override
    public void shareThroughput(ShareThroughputRequest request, StreamObserver<ShareThroughputResponse> observer) {
        answers.answer(Operation.SHARE_THROUGHPUT, observer, () -> throughput.here(request));
    }

    @Override
    public void shareTableSizes(ShareTableSizesRequest request, StreamObserver<ShareTableSizesResponse> observer) {
        answers.answer(
                Operation.SHARE_TABLE_SIZES, observer, () -> CompletableFuture.completedFuture(sizes.answer(request)));
    }
}
