package io.stator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.consensus.GroupId;
import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.server.replica.ReplicaLayers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with a part that is wrong on purpose. */
class NodePartsTest {
    private static final Item USER = Item.builder().set("id", "u1").build();

    /** Fails every entry from the moment that it is told to, as a full disk would. */
    private static final class FailingDisk implements ReplicaLayers {
        private final AtomicBoolean full = new AtomicBoolean();

        @Override
        public <R> StateMachine<R> stateMachine(GroupId group, StateMachine<R> inner) {
            return new StateMachine<>() {
                @Override
                public long appliedIndex() {
                    return inner.appliedIndex();
                }

                @Override
                public List<R> apply(LogPosition position, List<ByteBuffer> commands) throws IOException {
                    if (full.get()) {
                        throw new IOException("no space left on device");
                    }
                    return inner.apply(position, commands);
                }

                @Override
                public long checkpoint(Path directory) throws IOException {
                    return inner.checkpoint(directory);
                }

                @Override
                public void restore(Path directory) throws IOException {
                    inner.restore(directory);
                }

                @Override
                public void close() throws IOException {
                    inner.close();
                }
            };
        }
    }

    @Test
    void aReplicaWhoseDiskIsFullNeverSaysThatAWriteIsDone(@TempDir Path directory) throws Exception {
        FailingDisk disk = new FailingDisk();
        try (InProcessCluster cluster = new InProcessCluster(directory, 1, Map.of())) {
            cluster.start(0, NodeParts.production().withLayers(disk));
            cluster.awaitReady(0);
            try (StatorClient client = StatorClient.builder()
                    .addresses(List.of(cluster.address(0)))
                    .deadline(Duration.ofSeconds(2))
                    .build()) {
                BlockingStatorClient db = client.blocking();
                db.createTable(TableSchema.of("Users", "id", KeyType.STRING));
                disk.full.set(true);
                assertThatThrownBy(() -> db.put(Put.of("Users", USER)))
                        .isInstanceOfSatisfying(
                                StatorException.class,
                                error -> assertThat(error.code())
                                        .isIn(ErrorCode.OUTCOME_UNKNOWN, ErrorCode.SERVICE_UNAVAILABLE));
                Eventually.await(
                        Duration.ofSeconds(10),
                        "the node says that it does not serve",
                        () -> !cluster.node(0).missing().isEmpty());
            }
            cluster.stop(0);

            cluster.start(0);
            cluster.awaitReady(0);
            try (StatorClient client = cluster.client()) {
                client.blocking().put(Put.of("Users", USER));
                assertThat(client.blocking().get(Get.of("Users", USER))).contains(USER);
            }
        }
    }
}
