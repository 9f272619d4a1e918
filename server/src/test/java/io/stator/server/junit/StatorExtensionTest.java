package io.stator.server.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import io.stator.server.embedded.EmbeddedStator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StatorExtension.class)
class StatorExtensionTest {
    private static final Item USER = Item.builder().set("id", "u1").build();

    @BeforeAll
    static void createTable(BlockingStatorClient db) {
        db.createTable(TableSchema.of("Users", "id", KeyType.STRING));
    }

    @Test
    void givesABlockingClient(BlockingStatorClient db) {
        db.put(Put.of("Users", USER));
        assertThat(db.get(Get.of("Users", USER))).contains(USER);
    }

    @Test
    void givesAClientAndTheNode(StatorClient client, EmbeddedStator stator) {
        assertThat(client).isSameAs(stator.client());
        assertThat(client.listTables().join()).containsExactly("Users");
    }

    @Nested
    class NestedClasses {
        @Test
        void shareTheOuterOne(BlockingStatorClient db) {
            assertThat(db.listTables()).containsExactly("Users");
        }
    }
}
