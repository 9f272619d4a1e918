package io.stator.server.grpc;

import io.grpc.stub.StreamObserver;
import io.stator.catalog.Catalog;
import io.stator.catalog.CatalogView;
import io.stator.catalog.UserRecord;
import io.stator.proto.v1.AddUserRequest;
import io.stator.proto.v1.AddUserResponse;
import io.stator.proto.v1.ListUsersRequest;
import io.stator.proto.v1.ListUsersResponse;
import io.stator.proto.v1.RemoveUserRequest;
import io.stator.proto.v1.RemoveUserResponse;
import io.stator.proto.v1.UserInfo;
import io.stator.proto.v1.UsersGrpc;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.users.NewUser;
import io.stator.server.users.UserDirectory;
import java.util.concurrent.CompletableFuture;

/** The Users service: all of it is answered by the catalog's leader, wherever a client asks. */
final class UsersService extends UsersGrpc.UsersImplBase {
    private final CallAnswers answers;
    private final CatalogLeader leader;
    private final UserDirectory users;

    UsersService(CallAnswers answers, CatalogLeader leader, UserDirectory users) {
        this.answers = answers;
        this.leader = leader;
        this.users = users;
    }

    /** A node without the key refuses, though the leader may have it: a user could not be served here. */
    @Override
    public void addUser(AddUserRequest request, StreamObserver<AddUserResponse> observer) {
        answers.answer(Operation.ADD_USER, observer, () -> {
            users.requireKey();
            return ForwardedCalls.isForwarded()
                    ? leader.here(catalog -> added(catalog, request))
                    : leader.ask(catalog -> added(catalog, request), UsersGrpc.getAddUserMethod(), request, false);
        });
    }

    private CompletableFuture<AddUserResponse> added(Catalog catalog, AddUserRequest request) {
        return users.add(catalog, request.getName()).thenApply(UsersService::toProto);
    }

    @Override
    public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> observer) {
        answers.answer(
                Operation.LIST_USERS,
                observer,
                () -> ForwardedCalls.isForwarded()
                        ? leader.here(UsersService::listed)
                        : leader.ask(UsersService::listed, UsersGrpc.getListUsersMethod(), request, true));
    }

    private static CompletableFuture<ListUsersResponse> listed(Catalog catalog) {
        return catalog.strongView().thenApply(UsersService::toProto);
    }

    @Override
    public void removeUser(RemoveUserRequest request, StreamObserver<RemoveUserResponse> observer) {
        answers.answer(
                Operation.REMOVE_USER,
                observer,
                () -> ForwardedCalls.isForwarded()
                        ? leader.here(catalog -> removed(catalog, request))
                        : leader.ask(
                                catalog -> removed(catalog, request), UsersGrpc.getRemoveUserMethod(), request, false));
    }

    private static CompletableFuture<RemoveUserResponse> removed(Catalog catalog, RemoveUserRequest request) {
        return catalog.removeUser(request.getName()).thenApply(user -> RemoveUserResponse.getDefaultInstance());
    }

    private static AddUserResponse toProto(NewUser added) {
        return AddUserResponse.newBuilder()
                .setUser(toProto(added.user()))
                .setSecretAccessKey(added.secret())
                .build();
    }

    private static ListUsersResponse toProto(CatalogView view) {
        ListUsersResponse.Builder response = ListUsersResponse.newBuilder();
        view.users().values().forEach(user -> response.addUsers(toProto(user)));
        return response.build();
    }

    private static UserInfo toProto(UserRecord user) {
        return UserInfo.newBuilder()
                .setName(user.name())
                .setAccessKeyId(user.accessKeyId())
                .setCreatedAtMillis(user.createdAtMillis())
                .build();
    }
}
