package io.stator.partition.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryOverlayTest {
    private final CountingStore store = new CountingStore();
    private final EntryOverlay entry = new EntryOverlay(store, key -> false);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void theStoreIsAskedOnceForAKey() throws IOException {
        EntryOverlay command = new EntryOverlay(entry);
        for (int round = 0; round < 2; round++) {
            assertThat(command.other(bytes("known"))).isEqualTo(bytes("stored"));
            assertThat(command.other(bytes("unknown"))).isNull();
        }
        assertThat(new EntryOverlay(entry).other(bytes("known"))).isEqualTo(bytes("stored"));
        assertThat(store.asked).containsExactly("known", "unknown");
    }

    @Test
    void whatWasReadIsHiddenByWhatIsChanged() throws IOException {
        EntryOverlay command = new EntryOverlay(entry);
        assertThat(command.other(bytes("known"))).isEqualTo(bytes("stored"));
        command.setOther(bytes("known"), Optional.empty());
        assertThat(command.other(bytes("known"))).isNull();
        assertThat(entry.other(bytes("known"))).isEqualTo(bytes("stored"));
        entry.take(command);
        assertThat(entry.other(bytes("known"))).isNull();
        entry.setOther(bytes("known"), Optional.of(bytes("new")));
        assertThat(new EntryOverlay(entry).other(bytes("known"))).isEqualTo(bytes("new"));
    }

    private static final class CountingStore implements StoreReads {
        private final Map<String, String> values = Map.of("known", "stored");
        private final List<String> asked = new ArrayList<>();

        @Override
        public byte @Nullable [] get(byte[] key) {
            String name = new String(key, UTF_8);
            asked.add(name);
            String value = values.get(name);
            return value == null ? null : bytes(value);
        }

        @Override
        public StoreCursor cursor(KeyRange range, CursorOptions options) {
            throw new UnsupportedOperationException("not asked for");
        }
    }
}
