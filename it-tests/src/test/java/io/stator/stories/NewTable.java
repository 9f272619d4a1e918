package io.stator.stories;

import static org.awaitility.Awaitility.await;

import io.stator.client.BlockingStatorClient;
import io.stator.client.StatorClient;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import java.time.Duration;

/**
 * Makes a table on a cluster whose nodes an earlier story may have killed: the catalog's lead goes back to a node that is back,
 * and what was under way then has an unknown outcome. Whoever is told so must look, and so does this.
 */
final class NewTable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private NewTable() {}

    static TableInfo create(StatorClient client, TableSchema schema) {
        BlockingStatorClient blocking = client.blocking();
        try {
            return blocking.createTable(schema);
        } catch (StatorException e) {
            if (e.code() != ErrorCode.OUTCOME_UNKNOWN) {
                throw e;
            }
        }
        await().atMost(LIMIT).until(() -> isThere(blocking, schema));
        await().atMost(LIMIT).until(() -> blocking.describeTable(schema.name()).status() == TableStatus.ACTIVE);
        return blocking.describeTable(schema.name());
    }

    private static boolean isThere(BlockingStatorClient client, TableSchema schema) {
        try {
            client.createTable(schema);
            return true;
        } catch (StatorException e) {
            return switch (e.code()) {
                case RESOURCE_IN_USE -> true;
                case OUTCOME_UNKNOWN -> false;
                default -> throw e;
            };
        }
    }
}
