package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.CapacityHistory;
import io.stator.model.KeyType;
import io.stator.model.OnDemandThroughput;
import io.stator.model.TableClass;
import io.stator.model.TableClassChoice;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.Throughput;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TablePropertiesCodecTest {

    @Test
    void allThereIsComesBack() {
        for (BillingMode mode : BillingMode.values()) {
            for (TableClass tableClass : TableClass.values()) {
                for (TimeToLiveStatus status : TimeToLiveStatus.values()) {
                    TableProperties properties = new TableProperties(
                            "uuid",
                            new Billing(
                                    mode,
                                    new Throughput(1, 2),
                                    new OnDemandThroughput(12L, null),
                                    new CapacityHistory(3, 4, 5, 6, List.of(7L, 8L))),
                            new TableClassChoice(tableClass, List.of(9L)),
                            true,
                            new TreeMap<>(Map.of("a", "1", "b", "2")),
                            new TimeToLive("t", status, 10, 11));
                    assertThat(TablePropertiesCodec.fromProto(TablePropertiesCodec.toProto(properties)))
                            .isEqualTo(properties);
                }
            }
        }
    }

    @Test
    void aTableOfWhichNothingWasAskedHasTheBytesThatItAlwaysHad() {
        TableInfo table = new TableInfo(1, 1, TableSchema.of("table", "id", KeyType.STRING), TableStatus.ACTIVE, 7);
        assertThat(CatalogCodec.toProto(table).hasProperties()).isFalse();
        assertThat(CatalogCodec.fromProto(CatalogCodec.toProto(table))).isEqualTo(table);
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> TablePropertiesCodec.fromProto(io.stator.proto.v1.TableProperties.newBuilder()
                        .setTableClassValue(99)
                        .build()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
