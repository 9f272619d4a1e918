package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.proto.v1.ScanRequest;
import org.junit.jupiter.api.Test;

class ScanQuestionTest {
    private static final TableInfo TABLE =
            new TableInfo(1, 1, TableSchema.of("table", "pk", KeyType.STRING), TableStatus.ACTIVE, 0);

    @Test
    void aScanGoesOnInItsOwnSegmentOnly() {
        EncodedKey start =
                KeyCodec.encodeKey(TABLE, Item.builder().set("pk", "a").build());
        int own = ScanSegment.of(0, 2).bounds().contains(start.position()) ? 0 : 1;
        assertThatCode(() -> question(own).checkStart(TABLE, start)).doesNotThrowAnyException();
        // The message is from dynalite, which has it from DynamoDB.
        assertThatThrownBy(() -> question(1 - own).checkStart(TABLE, start))
                .isInstanceOf(StatorException.class)
                .hasMessage("The provided starting key is invalid: Invalid ExclusiveStartKey. "
                        + "Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: " + (1 - own));
    }

    private static ScanQuestion question(int segment) {
        return ScanQuestion.of(ScanRequest.newBuilder()
                .setTable("table")
                .setSegment(segment)
                .setTotalSegments(2)
                .build());
    }
}
