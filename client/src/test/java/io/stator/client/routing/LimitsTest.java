package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.stator.model.KeyType;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every limit, at its edge. */
class LimitsTest {
    private static final RoutingSettings SETTINGS = RoutingSettings.of(List.of("nowhere:1"));

    @Test
    void segments() {
        int most = Limits.SCAN_SEGMENTS_MAX;
        assertThatCode(() -> new ScanSegment(most - 1, most)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new ScanSegment(0, most + 1)).isInstanceOf(StatorException.class);
        assertThatThrownBy(() -> new ScanSegment(most, most)).isInstanceOf(StatorException.class);
        assertThatThrownBy(() -> new ScanSegment(-1, most)).isInstanceOf(StatorException.class);
        assertThatThrownBy(() -> new ScanSegment(0, 0)).isInstanceOf(StatorException.class);
        assertThat(ScanSegment.of(0, 0)).isEqualTo(new ScanSegment(0, 1));
    }

    @Test
    void addressesAndTimeouts() {
        List<String> most = Collections.nCopies(RoutingSettings.ADDRESSES_MAX, "node:1");
        assertThatCode(() -> RoutingSettings.of(most)).doesNotThrowAnyException();
        List<String> tooMany = Collections.nCopies(RoutingSettings.ADDRESSES_MAX + 1, "node:1");
        assertThatThrownBy(() -> RoutingSettings.of(tooMany)).isInstanceOf(IllegalArgumentException.class);
        Duration longest = RoutingSettings.TIMEOUT_MAX;
        assertThatCode(() -> SETTINGS.withDeadline(longest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> SETTINGS.withAttemptTimeout(longest.plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SETTINGS.withWriteTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        for (String bad : List.of("node", ":1", "node:", "node:0", "node:65536", "node:x", "node:-1")) {
            assertThatThrownBy(() -> RoutingSettings.of(List.of(bad))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nodes() {
        PartitionMap most = PartitionMap.newBuilder()
                .addAllNodes(nodes(RoutingTable.NODES_MAX))
                .addPartitions(PartitionInfo.getDefaultInstance())
                .build();
        assertThat(RoutingTable.of(most).nodes()).hasSize(RoutingTable.NODES_MAX);
        PartitionMap tooMany = most.toBuilder()
                .clearNodes()
                .addAllNodes(nodes(RoutingTable.NODES_MAX + 1))
                .build();
        assertThatThrownBy(() -> RoutingTable.of(tooMany)).isInstanceOf(StatorException.class);
    }

    private static List<NodeInfo> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> NodeInfo.newBuilder().setId("n" + i).build())
                .toList();
    }

    @Test
    void pages() {
        assertThatCode(() -> PageSizes.check(0, Limits.PAGE_BYTES_MAX)).doesNotThrowAnyException();
        assertThatThrownBy(() -> PageSizes.check(0, Limits.PAGE_BYTES_MAX + 1)).isInstanceOf(StatorException.class);
        assertThatThrownBy(() -> PageSizes.check(-1, 0)).isInstanceOf(StatorException.class);
        assertThatThrownBy(() -> PageSizes.check(0, -1)).isInstanceOf(StatorException.class);
    }

    @Test
    void tablesThatAreRemembered() {
        OpenCalls openCalls = new OpenCalls(SETTINGS.attemptTimeout());
        NodeConnections connections = new NodeConnections(
                address -> InProcessChannelBuilder.forName(address).build(), SETTINGS.addresses());
        CallMachinery machinery = new CallMachinery(
                connections, openCalls, SETTINGS, new Backoff(SETTINGS.randomBelow()), new Throttles(), LocalNode.NONE);
        Tables tables = new Tables(machinery, new PartitionMaps(machinery, new WriteCounts()));
        for (int i = 0; i <= Tables.CACHED_MAX; i++) {
            tables.learn(
                    new TableInfo(i + 1, 1, TableSchema.of("table" + i, "k", KeyType.STRING), TableStatus.ACTIVE, 0));
        }
        assertThat(IntStream.rangeClosed(0, Tables.CACHED_MAX)
                        .filter(i -> tables.cached("table" + i) != null)
                        .count())
                .isEqualTo(Tables.CACHED_MAX);
        assertThat(tables.cached("table" + Tables.CACHED_MAX)).isNotNull();
        connections.close();
        openCalls.close();
    }

    @Test
    void requestIds() {
        WriteIdentities identities = new WriteIdentities(new WriteCounts());
        ByteString first = identities.of(ByteString.EMPTY, false, 0).id();
        assertThat(first.size()).isEqualTo(16);
        assertThat(identities.of(ByteString.EMPTY, false, 0).id()).isNotEqualTo(first);
        assertThat(identities.of(first, false, 0).id()).isEqualTo(first);
    }
}
