package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.Bounds;
import io.stator.model.ErrorCode;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private static final Position LOW = Position.atToken(100);
    private static final Position HIGH = Position.atToken(-100);

    @Test
    void everyPositionIsFoundWhereItsBoundsSay() {
        Random random = new Random(7);
        for (int count : new int[] {1, 2, 3, 17}) {
            RoutingTable table = ring(Bounds.splitRing(count));
            for (int i = 0; i < 200; i++) {
                Position position = Position.atToken(random.nextLong());
                assertThat(table.find(position).bounds().contains(position)).isTrue();
            }
            for (PartitionRoute partition : table.partitions()) {
                assertThat(table.find(partition.bounds().from())).isEqualTo(partition);
                assertThat(table.findBefore(partition.bounds().to())).isEqualTo(partition);
            }
        }
        assertThat(ring(Bounds.splitRing(3)).findBefore(Position.atToken(5)).id())
                .isEqualTo(0);
    }

    @Test
    void aMapWithAGapIsNotComplete() {
        for (List<Bounds> gaps : List.of(
                List.<Bounds>of(),
                List.of(new Bounds(null, LOW)),
                List.of(new Bounds(LOW, null)),
                List.of(new Bounds(null, LOW), new Bounds(HIGH, null)),
                List.of(new Bounds(null, HIGH), new Bounds(LOW, null)),
                List.of(Bounds.WHOLE_RING, Bounds.WHOLE_RING))) {
            PartitionMap.Builder map = PartitionMap.newBuilder();
            gaps.forEach(bounds ->
                    map.addPartitions(PartitionInfo.newBuilder().setBounds(PlacementConversions.toProto(bounds))));
            assertThatThrownBy(() -> RoutingTable.of(map.build()))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
        }
    }

    @Test
    void anOlderAnswerNeverReplacesANewerEpoch() {
        RoutingTable newer = table(route(1, 2, new Bounds(null, LOW), "b"), route(2, 2, new Bounds(LOW, null), "b"));
        RoutingTable older = table(route(1, 1, Bounds.WHOLE_RING, "a"));
        assertThat(newer.mergedWith(older)).isEqualTo(newer);
        assertThat(older.mergedWith(newer)).isEqualTo(newer);

        RoutingTable halfOlder =
                table(route(1, 1, new Bounds(null, LOW), "a"), route(2, 3, new Bounds(LOW, null), "a"));
        RoutingTable merged = newer.mergedWith(halfOlder);
        assertThat(merged.partitions().get(0)).isEqualTo(newer.partitions().get(0));
        assertThat(merged.partitions().get(1)).isEqualTo(halfOlder.partitions().get(1));
    }

    @Test
    void aNodeThatKnowsNoLeaderTakesNoneAway() {
        RoutingTable known = table(route(1, 1, Bounds.WHOLE_RING, "a"));
        assertThat(known.mergedWith(table(route(1, 1, Bounds.WHOLE_RING, "")))).isEqualTo(known);
        assertThat(known.mergedWith(table(route(1, 1, Bounds.WHOLE_RING, "b")))
                        .partitions()
                        .get(0)
                        .leader())
                .isEqualTo("b");
    }

    @Test
    void anotherClustersMapIsRefused() {
        RoutingTable known = table(route(1, 1, Bounds.WHOLE_RING, "a"));
        RoutingTable other = new RoutingTable("other", known.nodes(), known.partitions());
        assertThatThrownBy(() -> known.mergedWith(other)).isInstanceOf(StatorException.class);
    }

    @Test
    void hintsMoveAPartitionButNeverBack() {
        RoutingTable known = table(route(1, 2, Bounds.WHOLE_RING, "a"));
        assertThat(known.withHint(route(1, 2, Bounds.WHOLE_RING, "b")))
                .contains(table(route(1, 2, Bounds.WHOLE_RING, "b")));
        assertThat(known.withHint(route(1, 1, Bounds.WHOLE_RING, "b"))).contains(known);
        assertThat(known.withHint(route(1, 3, new Bounds(null, LOW), "b"))).isEmpty();
        assertThat(known.withHint(route(9, 3, Bounds.WHOLE_RING, "b"))).isEmpty();
    }

    @Test
    void backoffIsAnythingUpToItsCeiling() {
        Backoff longest = new Backoff(bound -> bound - 1);
        assertThat(longest.delayNanos(0)).isEqualTo(5_000_000);
        assertThat(longest.delayNanos(1)).isEqualTo(10_000_000);
        assertThat(longest.delayNanos(6)).isEqualTo(320_000_000);
        assertThat(longest.delayNanos(7)).isEqualTo(500_000_000);
        assertThat(longest.delayNanos(1_000_000)).isEqualTo(500_000_000);
        assertThat(new Backoff(bound -> 0).delayNanos(5)).isZero();
    }

    private static RoutingTable ring(List<Bounds> bounds) {
        PartitionRoute[] routes = new PartitionRoute[bounds.size()];
        for (int i = 0; i < routes.length; i++) {
            routes[i] = route(i, 1, bounds.get(i), "a");
        }
        return table(routes);
    }

    private static RoutingTable table(PartitionRoute... routes) {
        return new RoutingTable("cluster", Map.of("a", "a:1", "b", "b:1"), List.of(routes));
    }

    private static PartitionRoute route(long id, long epoch, Bounds bounds, String leader) {
        return new PartitionRoute(id, epoch, bounds, List.of("a", "b"), leader);
    }
}
