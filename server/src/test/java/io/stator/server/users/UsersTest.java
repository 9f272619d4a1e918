package io.stator.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.RoutingSettings;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.AddUserRequest;
import io.stator.proto.v1.AddUserResponse;
import io.stator.proto.v1.ListUsersRequest;
import io.stator.proto.v1.RemoveUserRequest;
import io.stator.proto.v1.UserInfo;
import io.stator.server.InProcessCluster;
import io.stator.server.config.StartupException;
import io.stator.server.embedded.EmbeddedStator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    @TempDir
    Path directory = Path.of("");

    private Path key = Path.of("");

    @BeforeEach
    void makeKey() throws IOException {
        key = directory.resolve("secrets.key");
        SecretKeyFile.createIfAbsent(key);
    }

    private EmbeddedStator start(Map<String, String> settings) {
        return EmbeddedStator.start(directory.resolve("data"), settings);
    }

    private Map<String, String> withKey() {
        return Map.of("secrets.key.file", key.toString());
    }

    private static <A> A ask(String address, Function<RoutedCalls, CompletableFuture<A>> call) {
        try (RoutedCalls calls = RoutedCalls.connect(RoutingSettings.of(List.of(address)), new NettyChannelFactory())) {
            return call.apply(calls).join();
        } catch (CompletionException e) {
            throw ErrorCodec.toStatorException(e);
        }
    }

    private static AddUserResponse add(String address, String name) {
        return ask(
                address,
                calls -> calls.addUser(AddUserRequest.newBuilder().setName(name).build()));
    }

    private static void remove(String address, String name) {
        ask(
                address,
                calls -> calls.removeUser(
                        RemoveUserRequest.newBuilder().setName(name).build()));
    }

    private static List<UserInfo> list(String address) {
        return ask(address, calls -> calls.listUsers(ListUsersRequest.getDefaultInstance()))
                .getUsersList();
    }

    @Test
    void aUserIsAddedListedServedAndRemoved() {
        AddUserResponse ada;
        try (EmbeddedStator stator = start(withKey())) {
            ada = add(stator.address(), "ada");
            AddUserResponse bob = add(stator.address(), "bob");
            UserDirectory users = stator.node().users();
            assertThat(users.secret(ada.getUser().getAccessKeyId())).contains(ada.getSecretAccessKey());
            assertThat(users.secret(bob.getUser().getAccessKeyId())).contains(bob.getSecretAccessKey());
            assertThat(users.secret("AKIANOBODY")).isEmpty();
            assertThat(list(stator.address())).containsExactly(ada.getUser(), bob.getUser());

            remove(stator.address(), "bob");
            assertThat(users.secret(bob.getUser().getAccessKeyId())).isEmpty();
            assertThat(list(stator.address())).containsExactly(ada.getUser());
            assertRefused(ErrorCode.RESOURCE_IN_USE, () -> add(stator.address(), "ada"));
            assertRefused(ErrorCode.RESOURCE_NOT_FOUND, () -> remove(stator.address(), "bob"));
            assertRefused(ErrorCode.VALIDATION, () -> add(stator.address(), "a b"));
            assertRefused(ErrorCode.VALIDATION, () -> add(stator.address(), "x".repeat(65)));
        }
        try (EmbeddedStator again = start(withKey())) {
            assertThat(again.node().users().secret(ada.getUser().getAccessKeyId()))
                    .contains(ada.getSecretAccessKey());
        }
    }

    @Test
    void aSecretIsNowhereInClearButInItsAnswer() throws IOException {
        AddUserResponse ada;
        try (EmbeddedStator stator = start(withKey())) {
            ada = add(stator.address(), "ada");
            assertThat(stator.node().users().secret(ada.getUser().getAccessKeyId()))
                    .isPresent();
            assertThat(stator.node()
                            .replicas()
                            .requireCatalog()
                            .catalog()
                            .view()
                            .users()
                            .values())
                    .asString()
                    .contains("ada")
                    .doesNotContain(ada.getSecretAccessKey());
        }
        assertThat(filesWith(ada.getUser().getAccessKeyId())).isNotEmpty();
        assertThat(filesWith(ada.getSecretAccessKey())).isEmpty();
        assertThat(new NewUser(
                        new io.stator.catalog.UserRecord("n", "id", com.google.protobuf.ByteString.EMPTY, 1), "hidden"))
                .asString()
                .doesNotContain("hidden");
    }

    /** In any file below the data directory. */
    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("data"))) {
            List<Path> found = all.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
            return found;
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void withoutTheKeyNobodyIsAddedOrServed() throws IOException {
        AddUserResponse ada;
        try (EmbeddedStator stator = start(withKey())) {
            ada = add(stator.address(), "ada");
        }
        String id = ada.getUser().getAccessKeyId();
        try (EmbeddedStator without = start(Map.of())) {
            assertThatThrownBy(() -> add(without.address(), "bob"))
                    .isInstanceOf(StatorException.class)
                    .hasMessage(
                            "This node has no key to seal users' secrets by: set secrets.key.file, the same on every"
                                    + " node");
            assertThat(without.node().users().secret(id)).isEmpty();
            assertThat(list(without.address())).containsExactly(ada.getUser());
        }
        Path other = directory.resolve("other.key");
        SecretKeyFile.createIfAbsent(other);
        try (EmbeddedStator wrong = start(Map.of("secrets.key.file", other.toString()))) {
            assertThat(wrong.node().users().secret(id)).isEmpty();
        }
        Files.writeString(other, "no key");
        assertThatThrownBy(() -> start(Map.of("secrets.key.file", other.toString())))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("is not 32 bytes in hexadecimal");
    }

    @Test
    void everyNodeAddsUsersAndServesThem() throws Exception {
        try (InProcessCluster cluster = new InProcessCluster(directory.resolve("cluster"), 3, withKey()).startAll()) {
            for (int asked = 0; asked < 3; asked++) {
                AddUserResponse added = add(cluster.address(asked), "user-" + asked);
                // Once the leader has answered a strong read here, this node need not have applied it: it catches up.
                for (int node = 0; node < 3; node++) {
                    awaitSecret(cluster, node, added);
                }
            }
            assertThat(list(cluster.address(2)))
                    .extracting(UserInfo::getName)
                    .containsExactly("user-0", "user-1", "user-2");
        }
    }

    private static void awaitSecret(InProcessCluster cluster, int node, AddUserResponse added) throws Exception {
        CompletableFuture<String> secret = new CompletableFuture<>();
        UserDirectory users = cluster.node(node).users();
        cluster.node(node)
                .replicas()
                .requireCatalog()
                .catalog()
                .onChange(view -> users.secret(added.getUser().getAccessKeyId()).ifPresent(secret::complete));
        assertThat(secret.get(30, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(added.getSecretAccessKey());
    }

    private static void assertRefused(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatorException.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
