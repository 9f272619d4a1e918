package io.stator.partition.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index against a list of what it should hold. */
class AnswerIndexTest {
    private record Write(ByteString id, int bytes, long start) {}

    @Test
    void itHoldsWhatWasAddedAndNotForgotten() {
        long seed = System.nanoTime();
        System.out.println("AnswerIndexTest seed " + seed);
        Random random = new Random(seed);
        long forgotten = random.nextInt(1_000_000);
        AnswerIndex index = new AnswerIndex(forgotten);
        List<Write> all = new ArrayList<>();
        long first = forgotten + 1;
        for (int entry = 0; entry < 3_000; entry++) {
            int writes = 1 + random.nextInt(6);
            long start = forgotten + 1 + all.size();
            for (int i = 0; i < writes; i++) {
                byte[] id = new byte[16];
                random.nextBytes(id);
                Write write = new Write(ByteString.copyFrom(id), random.nextInt(1_000), start);
                all.add(write);
                index.add(write.id(), write.bytes(), i == 0);
            }
            // Grows at first, then goes up and down.
            while (index.writes() > (entry < 1_000 ? 5_000 : random.nextInt(6_000))) {
                first = index.entryEnd(index.first());
                index.forgetBefore(first);
            }
            check(index, all, forgotten, first, random);
        }
        assertThat(index.first()).isGreaterThan(forgotten + 5_000);
    }

    private static void check(AnswerIndex index, List<Write> all, long forgotten, long first, Random random) {
        assertThat(index.first()).isEqualTo(first);
        assertThat(index.writes()).isEqualTo(forgotten + 1 + all.size() - first);
        for (int i = 0; i < 20; i++) {
            int place = random.nextInt(all.size());
            long number = forgotten + 1 + place;
            Write write = all.get(place);
            long found = index.find(write.id(), candidate -> candidate == number);
            assertThat(found).isEqualTo(number < first ? AnswerIndex.NOT_FOUND : number);
            if (number >= first) {
                assertThat(index.entryStart(number)).isEqualTo(write.start());
            }
        }
        long bytes = 0;
        for (int place = (int) (first - forgotten - 1); place < all.size(); place++) {
            bytes += all.get(place).bytes();
        }
        assertThat(index.bytes()).isEqualTo(bytes);
    }

    @Test
    void whatHashesAlikeIsAskedFor() {
        AnswerIndex index = new AnswerIndex(0);
        ByteString id = ByteString.copyFromUtf8("0123456789abcdef");
        index.add(id, 1, true);
        index.add(ByteString.copyFromUtf8("0123456789abcdeg"), 1, false);
        index.add(id, 1, false);
        List<Long> asked = new ArrayList<>();
        assertThat(index.find(id, number -> !asked.add(number))).isEqualTo(AnswerIndex.NOT_FOUND);
        assertThat(asked).containsExactlyInAnyOrder(1L, 3L);
    }
}
