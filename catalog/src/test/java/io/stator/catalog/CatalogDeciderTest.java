package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.ErrorCode;
import io.stator.model.KeyType;
import io.stator.model.Limits;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.proto.v1.CatalogRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CatalogDeciderTest {

    @Test
    void everyCommandComesToWhatTheScriptSays() throws IOException {
        followsScript("decisions.script");
    }

    @Test
    void everyChangeOfATableComesToWhatTheScriptSays() throws IOException {
        followsScript("tables.script");
    }

    private static void followsScript(String name) throws IOException {
        try (InputStream resource = CatalogDeciderTest.class.getResourceAsStream(name)) {
            String script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(new CatalogScript().run(script)).isEqualTo(script);
        }
    }

    @Test
    void theLastTableFitsAndTheNextIsRefused() {
        CatalogState state = withTables(CatalogLimits.TABLES_MAX - 1, TableStatus.ACTIVE);

        Decision last = CatalogDecider.decide(CatalogScript.command("create last id:S"), state);
        assertThat(last.outcome()).isInstanceOf(CatalogOutcome.TableStands.class);

        CatalogState full = state.replay(last.records().get(0));
        assertLimitExceeded(CatalogDecider.decide(CatalogScript.command("create more id:S"), full), "10000 tables");
        assertThat(full.tables()).hasSize(10_000);
    }

    @Test
    void theLastOperationIsBegunAndTheNextRefused() {
        CatalogState state = withTables(CatalogLimits.CONTROL_OPERATIONS_MAX - 1, TableStatus.CREATING)
                .replay(record(900, "settled", TableStatus.ACTIVE));

        Decision last = CatalogDecider.decide(CatalogScript.command("create last id:S"), state);
        assertThat(last.outcome()).isInstanceOf(CatalogOutcome.TableStands.class);

        CatalogState full = state.replay(last.records().get(0));
        assertLimitExceeded(CatalogDecider.decide(CatalogScript.command("create more id:S"), full), "Only 500 tables");
        assertLimitExceeded(CatalogDecider.decide(CatalogScript.command("delete settled"), full), "Only 500 tables");
        // What finishes an operation is never refused.
        assertThat(CatalogDecider.decide(CatalogScript.command("activate 1"), full)
                        .records())
                .hasSize(1);
    }

    @Test
    void aTableHasFiftyTagsAndNotOneMore() {
        CatalogState state = withTables(1, TableStatus.ACTIVE);
        StringBuilder words = new StringBuilder("tag table1");
        for (int i = 0; i < Limits.TAGS_MAX; i++) {
            words.append(" k").append(i).append(":v");
        }
        Decision last = CatalogDecider.decide(CatalogScript.command(words.toString()), state);
        CatalogState full = state.replay(last.records().get(0));
        assertThat(full.tables().get("table1").properties().tags()).hasSize(50);

        Decision more = CatalogDecider.decide(CatalogScript.command("tag table1 other:v"), full);
        assertThat(more.records()).isEmpty();
        assertThat(more.outcome())
                .isEqualTo(new CatalogOutcome.Refused(
                        ErrorCode.VALIDATION, "Number of Tags exceed the current limit for the provided ResourceArn"));
        // One in the place of another does not count.
        assertThat(CatalogDecider.decide(CatalogScript.command("tag table1 k1:other"), full)
                        .records())
                .hasSize(1);
    }

    @Test
    void aTimeToLiveIsAnOperationThatThereAreOnlySoManyOf() {
        CatalogState full = withTables(CatalogLimits.CONTROL_OPERATIONS_MAX, TableStatus.CREATING)
                .replay(record(900, "settled", TableStatus.ACTIVE));
        assertLimitExceeded(
                CatalogDecider.decide(CatalogScript.command("ttl settled on expires"), full), "Only 500 tables");
    }

    @Test
    void theLastUserFitsAndTheNextIsRefused() {
        CatalogState state = withTables(0, TableStatus.ACTIVE);
        for (int i = 0; i < CatalogLimits.USERS_MAX; i++) {
            Decision added = CatalogDecider.decide(CatalogScript.command("add-user u" + i + " K" + i), state);
            state = state.replay(added.records().get(0));
        }
        assertThat(state.users()).hasSize(1_000);
        assertLimitExceeded(CatalogDecider.decide(CatalogScript.command("add-user more K"), state), "1000 users");
    }

    @Test
    void aClusterIsFoundedWithinItsLimits() {
        assertThat(found(CatalogLimits.NODES_MAX, CatalogLimits.PARTITIONS_MAX).records())
                .hasSize(1 + CatalogLimits.PARTITIONS_MAX);
        assertThat(found(CatalogLimits.NODES_MAX + 1, 1).records()).isEmpty();
        assertThat(found(1, CatalogLimits.PARTITIONS_MAX + 1).records()).isEmpty();
    }

    private static Decision found(int nodes, int partitions) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < nodes; i++) {
            ids.append('n').append(i).append(',');
        }
        return CatalogDecider.decide(
                CatalogScript.command("found c " + ids + " " + partitions + " 3"), CatalogState.EMPTY);
    }

    private static void assertLimitExceeded(Decision decision, String message) {
        assertThat(decision.records()).isEmpty();
        assertThat(decision.outcome()).isInstanceOfSatisfying(CatalogOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(refused.message()).contains(message);
        });
    }

    private static CatalogState withTables(int count, TableStatus status) {
        CatalogState state = CatalogState.EMPTY;
        for (CatalogRecord record : CatalogDecider.decide(CatalogScript.command("found c n1 1 1"), state)
                .records()) {
            state = state.replay(record);
        }
        for (int i = 1; i <= count; i++) {
            state = state.replay(record(i, "table" + i, status));
        }
        return state;
    }

    private static CatalogRecord record(long id, String name, TableStatus status) {
        TableSchema schema = TableSchema.of(name, "id", KeyType.STRING);
        return CatalogRecord.newBuilder()
                .setTable(CatalogCodec.toProto(new TableInfo(id, 1, schema, status, 1)))
                .build();
    }
}
