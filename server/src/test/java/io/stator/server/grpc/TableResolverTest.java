package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.catalog.Catalog;
import io.stator.catalog.CatalogListener;
import io.stator.catalog.CatalogView;
import io.stator.catalog.Completion;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionRecord;
import io.stator.catalog.UserRecord;
import io.stator.model.ErrorCode;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import io.stator.server.replica.IdleReplica;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TableResolverTest {
    private final Map<String, TableInfo> known = new TreeMap<>();
    private final List<CompletableFuture<Optional<TableInfo>>> lookUps = new ArrayList<>();
    private final TableResolver resolver = resolver();

    private TableResolver resolver() {
        LocalReplicas replicas = new LocalReplicas();
        replicas.catalogStarted(new LocalReplicas.LocalCatalog(new ViewOnly(known), new IdleReplica()));
        Places places = new Places(new NodeRecord("n1", "i", "h:1", "h:2"), replicas);
        return new TableResolver(places, name -> {
            CompletableFuture<Optional<TableInfo>> lookUp = new CompletableFuture<>();
            lookUps.add(lookUp);
            return lookUp;
        });
    }

    private static TableInfo table(long id, TableStatus status) {
        return new TableInfo(id, 1, TableSchema.of("Users", "id", KeyType.STRING), status, 0);
    }

    private static void notFound(CompletableFuture<TableInfo> answer) {
        assertThatThrownBy(answer::join).cause().isInstanceOfSatisfying(StatorException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND);
            assertThat(error).hasMessage("Requested resource not found");
        });
    }

    @Test
    void anActiveTableOfTheOwnViewIsTaken() {
        known.put("Users", table(1, TableStatus.ACTIVE));
        assertThat(resolver.resolve("Users").join().id()).isEqualTo(1);
        assertThat(lookUps).isEmpty();
    }

    @Test
    void theCatalogsLeaderIsAskedForWhatIsNotKnownToBeActive() {
        for (TableStatus status : List.of(TableStatus.CREATING, TableStatus.DELETING)) {
            known.put("Users", table(1, status));
            CompletableFuture<TableInfo> answer = resolver.resolve("Users");
            lookUps.remove(0).complete(Optional.of(table(2, TableStatus.ACTIVE)));
            assertThat(answer.join().id()).isEqualTo(2);
        }
        known.clear();
        CompletableFuture<TableInfo> absent = resolver.resolve("Users");
        lookUps.remove(0).complete(Optional.empty());
        notFound(absent);
        CompletableFuture<TableInfo> creating = resolver.resolve("Users");
        lookUps.remove(0).complete(Optional.of(table(1, TableStatus.CREATING)));
        notFound(creating);
    }

    /** A look-up that is under way may have missed the table already: who comes later waits for the next one. */
    @Test
    void laterRequestsShareTheNextLookUpAndNotTheOneUnderWay() {
        CompletableFuture<TableInfo> first = resolver.resolve("Users");
        CompletableFuture<TableInfo> second = resolver.resolve("Users");
        CompletableFuture<TableInfo> third = resolver.resolve("Users");
        assertThat(lookUps).hasSize(1);
        lookUps.get(0).complete(Optional.empty());
        notFound(first);
        assertThat(second).isNotDone();
        assertThat(lookUps).hasSize(2);
        lookUps.get(1).complete(Optional.of(table(1, TableStatus.ACTIVE)));
        assertThat(second.join().id()).isEqualTo(1);
        assertThat(third.join().id()).isEqualTo(1);
        assertThat(lookUps).hasSize(2);
    }

    @Test
    void aFailedLookUpFailsThoseWhoWaitAndNobodyElse() {
        CompletableFuture<TableInfo> first = resolver.resolve("Users");
        lookUps.get(0).completeExceptionally(new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "no leader"));
        assertThat(first).isCompletedExceptionally();
        CompletableFuture<TableInfo> second = resolver.resolve("Users");
        lookUps.get(1).complete(Optional.of(table(1, TableStatus.ACTIVE)));
        assertThat(second.join().id()).isEqualTo(1);
    }

    @Test
    void aNameThatNoTableCanHaveIsRefused() {
        assertThatThrownBy(() -> resolver.resolve("a b")).isInstanceOf(StatorException.class);
        assertThat(lookUps).isEmpty();
    }

    /** A catalog whose view is all there is of it. */
    private record ViewOnly(Map<String, TableInfo> tables) implements Catalog {
        @Override
        public CatalogView view() {
            return new CatalogView(1, "c", Map.of(), Set.of(), List.of(), new TreeMap<>(tables), new TreeMap<>());
        }

        @Override
        public CompletableFuture<CatalogView> strongView() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onChange(CatalogListener listener) {
            listener.changed(view());
        }

        @Override
        public CompletableFuture<TableInfo> createTable(TableDefinition definition, Completion completion) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<TableInfo> deleteTable(String name, Completion completion) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<TableInfo> updateTable(TableChange change, Completion completion) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<TableInfo> tagTable(String name, List<Tag> tags) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<TableInfo> untagTable(String name, List<String> keys) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<TableInfo> updateTimeToLive(TimeToLiveChange change) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<UserRecord> addUser(UserRecord user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<UserRecord> removeUser(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Optional<TableInfo>> lookUpTable(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Optional<PartitionRecord>> lookUpPartition(long id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<CatalogView> admitNode(NodeRecord node, boolean replace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<CatalogView> removeNode(String nodeId) {
            throw new UnsupportedOperationException();
        }
    }
}
