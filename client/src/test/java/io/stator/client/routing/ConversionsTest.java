package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.Bounds;
import io.stator.model.CapacityHistory;
import io.stator.model.DecimalNumber;
import io.stator.model.ErrorCode;
import io.stator.model.KeyType;
import io.stator.model.OnDemandThroughput;
import io.stator.model.Position;
import io.stator.model.ReturnValues;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableClass;
import io.stator.model.TableClassChoice;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.Tag;
import io.stator.model.Throughput;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveChange;
import io.stator.model.TimeToLiveStatus;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.KeyAttribute;
import io.stator.proto.v1.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What goes to a message comes back the same; what is malformed is refused. */
class ConversionsTest {
    private static final AttributeValue TEXT = new AttributeValue.S("text");
    private static final AttributeValue NUMBER = new AttributeValue.N(DecimalNumber.of(7));

    @Test
    void returnValuesComeBack() {
        for (ReturnValues values : ReturnValues.values()) {
            assertThat(ReturnValuesConversions.fromProto(ReturnValuesConversions.toProto(values)))
                    .isEqualTo(values);
        }
        assertRefused(() -> ReturnValuesConversions.fromProto(io.stator.proto.v1.ReturnValues.UNRECOGNIZED));
    }

    @Test
    void tablesComeBack() {
        for (TableStatus status : TableStatus.values()) {
            for (KeyType type : KeyType.values()) {
                TableInfo table = new TableInfo(
                        7, 2, TableSchema.of("name", "p", type, "s", KeyType.NUMBER), status, 1_700_000_000_000L);
                assertThat(TableConversions.fromProto(TableConversions.toProto(table)))
                        .isEqualTo(table);
            }
        }
        TableSchema withoutSortKey = TableSchema.of("name", "p", KeyType.STRING);
        assertThat(TableConversions.fromProto(TableConversions.toProto(withoutSortKey)))
                .isEqualTo(withoutSortKey);
        assertRefused(() -> TableConversions.fromProto(io.stator.proto.v1.TableSchema.getDefaultInstance()));
        assertRefused(() -> TableConversions.fromProto(io.stator.proto.v1.TableSchema.newBuilder()
                .setPartitionKey(KeyAttribute.getDefaultInstance())
                .build()));
        assertRefused(() -> TableConversions.fromProto(Table.newBuilder()
                .setSchema(TableConversions.toProto(withoutSortKey))
                .build()));
    }

    @Test
    void propertiesOfTablesComeBack() {
        for (BillingMode mode : BillingMode.values()) {
            for (TableClass tableClass : TableClass.values()) {
                for (TimeToLiveStatus status : TimeToLiveStatus.values()) {
                    TableProperties properties = new TableProperties(
                            "uuid",
                            new Billing(
                                    mode,
                                    new Throughput(1, 2),
                                    new OnDemandThroughput(null, 12L),
                                    new CapacityHistory(3, 4, 5, 6, List.of(7L, 8L))),
                            new TableClassChoice(tableClass, List.of(9L)),
                            true,
                            new TreeMap<>(Map.of("a", "1", "b", "2")),
                            new TimeToLive("t", status, 10, 11));
                    TableInfo table = new TableInfo(
                            7, 2, TableSchema.of("name", "p", KeyType.STRING), TableStatus.ACTIVE, 1, properties);
                    assertThat(TableConversions.fromProto(TableConversions.toProto(table)))
                            .isEqualTo(table);
                }
            }
        }
    }

    @Test
    void whatIsAskedOfTablesComesBack() {
        TableSchema schema = TableSchema.of("name", "p", KeyType.STRING);
        TableDefinition plain = TableDefinition.of(schema);
        for (TableDefinition definition : List.of(
                plain,
                plain.limitedTo(new OnDemandThroughput(1L, null)),
                plain.limitedTo(new OnDemandThroughput(-1L, 2L)),
                plain.provisioned(1, 2)
                        .ofClass(TableClass.STANDARD_INFREQUENT_ACCESS)
                        .protectedFromDeletion()
                        .tagged(List.of(new Tag("b", "1"), new Tag("a", "2"), new Tag("a", "3"))))) {
            assertThat(TableRequests.fromProto(TableRequests.toProto(definition, true)))
                    .isEqualTo(definition);
        }
        // What older clients send.
        assertThat(TableRequests.fromProto(CreateTableRequest.newBuilder()
                        .setSchema(TableConversions.toProto(schema))
                        .build()))
                .isEqualTo(plain);
        assertRefused(() -> TableRequests.fromProto(CreateTableRequest.getDefaultInstance()));
        assertRefused(() -> TableRequests.fromProto(TableRequests.toProto(plain, false).toBuilder()
                .setBillingModeValue(99)
                .build()));
        for (TableChange change : List.of(
                TableChange.of("name"),
                TableChange.of("name").onDemand(),
                TableChange.of("name").provisioned(3, 4),
                new TableChange("name", null, new Throughput(3, 4), OnDemandThroughput.NONE, null, null),
                TableChange.of("name").limitedTo(new OnDemandThroughput(5L, -1L)),
                TableChange.of("name").onDemand().limitedTo(new OnDemandThroughput(null, 6L)),
                TableChange.of("name").deletionProtected(false),
                TableChange.of("name").deletionProtected(true),
                TableChange.of("name").ofClass(TableClass.STANDARD))) {
            assertThat(TableRequests.fromProto(TableRequests.toProto(change, true)))
                    .isEqualTo(change);
        }
        TimeToLiveChange timeToLive = new TimeToLiveChange("name", "t", true);
        assertThat(TableRequests.fromProto(TableRequests.toProto(timeToLive))).isEqualTo(timeToLive);
    }

    @Test
    void rangesComeBack() {
        for (SortKeyRange range : List.of(
                SortKeyRange.ALL,
                SortKeyRange.between(NUMBER, NUMBER),
                SortKeyRange.greaterThan(TEXT),
                SortKeyRange.lessThan(TEXT),
                SortKeyRange.beginsWith(TEXT))) {
            assertThat(ValueConversions.fromProto(ValueConversions.toProto(range)))
                    .isEqualTo(range);
        }
        assertRefused(
                () -> ValueConversions.fromProto(ValueConversions.toProto(SortKeyRange.beginsWith(TEXT)).toBuilder()
                        .setToExclusive(true)
                        .build()));
    }

    @Test
    void boundsComeBack() {
        Position position = new Position(-5, 3, ByteString.copyFromUtf8("p"), ByteString.copyFromUtf8("s"));
        for (Bounds bounds :
                List.of(Bounds.WHOLE_RING, new Bounds(position, null), new Bounds(Position.atToken(1), position))) {
            assertThat(PlacementConversions.fromProto(PlacementConversions.toProto(bounds)))
                    .isEqualTo(bounds);
        }
        io.stator.proto.v1.Position same = PlacementConversions.toProto(position);
        assertRefused(() -> PlacementConversions.fromProto(
                io.stator.proto.v1.Bounds.newBuilder().setFrom(same).setTo(same).build()));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatorException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.VALIDATION));
    }
}
