package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChunkedMapTest {

    @Test
    void behavesAsATreeMapDoesThroughRandomChanges() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeMap<String, Integer> model = new TreeMap<>();
        ChunkedMap<String, Integer> map = ChunkedMap.empty();
        for (int step = 0; step < 5_000; step++) {
            String key = "k" + random.nextInt(700);
            // Grows first, shrinks later.
            if (random.nextInt(5_000) >= step) {
                model.put(key, step);
                map = map.with(key, step);
            } else {
                model.remove(key);
                map = map.without(key);
            }
            if (step % 50 == 0) {
                String low = "k" + random.nextInt(700);
                String high = low + "5";
                assertThat(map).as("seed " + seed).isEqualTo(model);
                assertThat(map.keySet()).as("seed " + seed).containsExactlyElementsOf(model.keySet());
                assertThat(map.tailMap(low)).as("seed " + seed).isEqualTo(model.tailMap(low));
                assertThat(map.headMap(low)).as("seed " + seed).isEqualTo(model.headMap(low));
                assertThat(map.subMap(low, high)).as("seed " + seed).isEqualTo(model.subMap(low, high));
                assertThat(map.get(key)).as("seed " + seed).isEqualTo(model.get(key));
                assertThat(map.firstKey()).as("seed " + seed).isEqualTo(model.firstKey());
                assertThat(map.lastKey()).as("seed " + seed).isEqualTo(model.lastKey());
            }
        }
    }

    @Test
    void anOlderCopyStaysAsItWas() {
        ChunkedMap<String, Integer> before = ChunkedMap.<String, Integer>empty().with("a", 1);

        ChunkedMap<String, Integer> after = before.with("a", 2).with("b", 3);

        assertThat(before).containsExactly(java.util.Map.entry("a", 1));
        assertThat(after.without("a")).containsExactly(java.util.Map.entry("b", 3));
    }

    @Test
    void aRangeOfARangeIsCutToIt() {
        ChunkedMap<String, Integer> map = ChunkedMap.empty();
        for (String key : new String[] {"a", "b", "c", "d"}) {
            map = map.with(key, 1);
        }

        assertThat(map.tailMap("b").headMap("d").keySet()).containsExactly("b", "c");
        assertThat(map.tailMap("c").tailMap("a").keySet()).containsExactly("c", "d");
        assertThat(map.tailMap("b").containsKey("a")).isFalse();
        assertThat(map.headMap("c").lastKey()).isEqualTo("b");
        assertThatThrownBy(() -> ChunkedMap.<String, Integer>empty().lastKey())
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void chunksStayFewWhenEntriesComeAndGo() {
        ChunkedMap<Integer, Integer> map = ChunkedMap.empty();
        for (int i = 0; i < 10_000; i++) {
            map = map.with(i, i);
        }
        assertThat(map.chunkCount()).isLessThanOrEqualTo(10_000 / (ChunkedMap.CHUNK_ENTRIES_MAX / 2) + 1);
        for (int i = 0; i < 10_000; i++) {
            if (i % 1_000 != 0) {
                map = map.without(i);
            }
        }
        assertThat(map).hasSize(10);
        assertThat(map.chunkCount()).isLessThanOrEqualTo(10);
    }
}
