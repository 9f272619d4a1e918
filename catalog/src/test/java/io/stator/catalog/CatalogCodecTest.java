package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.Bounds;
import io.stator.model.KeyType;
import io.stator.model.Position;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CatalogCodecTest {

    @Test
    void tablesComeBackAsTheyWere() {
        for (TableStatus status : TableStatus.values()) {
            for (KeyType type : KeyType.values()) {
                isTheSameBack(new TableInfo(7, 3, TableSchema.of("t", "p", type), status, 99));
                isTheSameBack(new TableInfo(7, 3, TableSchema.of("t", "p", KeyType.STRING, "s", type), status, 0));
            }
        }
    }

    private static void isTheSameBack(TableInfo table) {
        assertThat(CatalogCodec.fromProto(CatalogCodec.toProto(table))).isEqualTo(table);
    }

    @Test
    void partitionsComeBackWithTheirBounds() {
        Position low = new Position(-5, 2, ByteString.copyFromUtf8("p"), ByteString.copyFromUtf8("s"));
        for (Bounds bounds : List.of(
                Bounds.WHOLE_RING,
                new Bounds(null, low),
                new Bounds(low, null),
                new Bounds(Position.atToken(0), low))) {
            PartitionRecord partition = new PartitionRecord(3, 4, bounds, List.of("n2", "n1"), 6, 5);
            assertThat(CatalogCodec.fromProto(CatalogCodec.toProto(partition, "n2")))
                    .isEqualTo(partition);
        }
    }

    @Test
    void theMapForClientsNamesTheLeaders() {
        NodeRecord node = new NodeRecord("n1", "i", "h:1", "h:2");
        CatalogView view = new CatalogView(
                1,
                "c",
                Map.of("n1", node),
                Set.of(),
                List.of(new PartitionRecord(5, 1, Bounds.WHOLE_RING, List.of("n1"))),
                ChunkedMap.empty(),
                new TreeMap<>());

        PartitionMap map = CatalogCodec.partitionMap(view, id -> id == 5 ? "n1" : "");

        assertThat(map.getClusterId()).isEqualTo("c");
        assertThat(CatalogCodec.fromProto(map.getNodes(0))).isEqualTo(node);
        assertThat(map.getPartitions(0).getLeader()).isEqualTo("n1");
    }

    @Test
    void aMessageThatLacksAnEnumIsRefused() {
        assertThatThrownBy(() -> CatalogCodec.fromProto(Table.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key type missing");
    }
}
