package io.stator.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Delete;
import io.stator.client.Put;
import io.stator.model.TableInfo;
import io.stator.server.embedded.EmbeddedStator;
import io.stator.server.replica.LocalPartition;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes a golden data directory. To be run once, by the last version that writes a format, before the format changes:
 *
 * <pre>
 * mvn -pl server -am test -Dtest=GoldenDirectoryWriter -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dgolden.write=$PWD/server/src/test/resources/golden/data-directory-N.zip
 * </pre>
 *
 * and then to be added to {@link GoldenDirectoryTest#DIRECTORIES}. RocksDB writes the name of the host into its files:
 * {@code unshare --uts} and {@code hostname golden} before it keep that out.
 */
@EnabledIfSystemProperty(named = "golden.write", matches = ".+")
class GoldenDirectoryWriter {
    /** Copied while the node runs, as a crash leaves it: with a checkpoint, and with writes that only the log has. */
    @Test
    void write(@TempDir Path directory) throws IOException {
        try (EmbeddedStator stator = EmbeddedStator.start(directory, GoldenContent.settings())) {
            BlockingStatorClient db = stator.client().blocking();
            TableInfo table = db.createTable(GoldenContent.TABLE);
            GoldenContent.early().forEach(item -> db.put(Put.of(GoldenContent.NAME, item)));
            db.put(Put.of(GoldenContent.NAME, GoldenContent.deleted()));
            assertThat(GoldenContent.increment(stator.node(), table, 1)).isEqualTo(GoldenContent.incremented(1));

            stator.node().replicas().requireCatalog().replica().checkpoint().join();
            for (LocalPartition partition : stator.node().replicas().all()) {
                partition.replica().checkpoint().join();
            }
            GoldenContent.late().forEach(item -> db.put(Put.of(GoldenContent.NAME, item)));
            db.delete(Delete.of(GoldenContent.NAME, GoldenContent.key(GoldenContent.deleted())));
            assertThat(GoldenContent.increment(stator.node(), table, 2)).isEqualTo(GoldenContent.incremented(2));

            GoldenDirectory.zip(directory, Path.of(System.getProperty("golden.write")));
        }
    }
}
