package io.stator.partition.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.partition.storage.CorruptStoreException;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IdRangesTest {

    @Test
    void itIsASet() throws CorruptStoreException {
        long seed = System.nanoTime();
        System.out.println("IdRangesTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            TreeSet<Long> model = new TreeSet<>();
            IdRanges ids = IdRanges.EMPTY;
            for (int i = 0; i < 60; i++) {
                long id = 1 + random.nextInt(60);
                model.add(id);
                ids = ids.with(id);
                for (long each = 1; each <= 61; each++) {
                    assertThat(ids.contains(each)).isEqualTo(model.contains(each));
                }
            }
            assertThat(ids.ranges()).isEqualTo((int)
                    model.stream().filter(id -> !model.contains(id - 1)).count());
            assertThat(IdRanges.decode(ids.encode()).encode()).isEqualTo(ids.encode());
        }
    }

    @Test
    void idsThatAreGivenOutInTurnTakeOneRange() {
        IdRanges ids = IdRanges.EMPTY;
        for (long id = 10_000; id >= 1; id--) {
            ids = ids.with(id);
        }
        assertThat(ids.ranges()).isEqualTo(1);
        assertThat(ids.encode()).isEqualTo(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x27, 0x10});
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> IdRanges.decode(new byte[] {2})).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> IdRanges.decode(new byte[9])).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> IdRanges.decode(new byte[0])).isInstanceOf(CorruptStoreException.class);
    }
}
