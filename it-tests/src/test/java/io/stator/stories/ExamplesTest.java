package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.expression.Condition;
import io.stator.server.embedded.EmbeddedStator;
import io.stator.server.junit.StatorExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the README shows in Java. */
@ExtendWith(StatorExtension.class)
@SuppressWarnings("NullAway.Init")
@Execution(ExecutionMode.CONCURRENT)
class ExamplesTest {
    @TempDir
    Path directory;

    @Test
    void fromJava(EmbeddedStator running) {
        try (StatorClient stator = StatorClient.connect(running.address())) {
            BlockingStatorClient db = stator.blocking();
            db.createTable(TableSchema.of("Users", "id", KeyType.STRING));
            Put put = Put.of(
                            "Users",
                            Item.builder().set("id", "u1").set("name", "Ada").build())
                    .onlyIf(Condition.attributeNotExists("id"));
            db.put(put);
            Optional<Item> ada =
                    db.get(Get.of("Users", Item.builder().set("id", "u1").build()));
            List<Item> users = new ArrayList<>();
            for (Item user : db.scanAll(Scan.of("Users"))) {
                users.add(user);
            }
            assertThat(users).containsExactly(ada.orElseThrow());
            assertThatThrownBy(() -> db.put(put))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONDITIONAL_CHECK_FAILED));
        }
    }

    @Test
    void insideAnotherProgram() {
        TableSchema users = TableSchema.of("Users", "id", KeyType.STRING);
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            stator.client().blocking().createTable(users);
        }
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            assertThat(stator.client().blocking().listTables()).containsExactly("Users");
        }
    }

    @Test
    void inATest(BlockingStatorClient db) {
        db.createTable(TableSchema.of("Songs", "id", KeyType.STRING));
        assertThat(db.listTables()).contains("Songs");
    }
}
