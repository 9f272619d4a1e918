package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingPlanTest {
    private static final int SENDERS = 100;
    private static final int CHUNKS = 5;

    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @CsvSource({
        "16777216, 500, 262144, 8",
        "16777216, 1000, 262144, 16",
        "16777216, 100, 209715, 2",
        "1048576, 500, 65536, 2",
        "1048576, 1000, 131072, 2",
        "1048576, 100, 13107, 2",
        "1048576, 60000, 262144, 32",
        "3276800, 10, 4096, 2",
        "1099511627776, 500, 262144, 32",
        "9223372036854775807, 2147483647, 262144, 32",
    })
    void theSlowerTheFewerAndSmaller(long bytesPerSecond, int electionMinMillis, int chunkBytes, int checkpoints) {
        assertThat(SendingPlan.of(bytesPerSecond, electionMinMillis))
                .isEqualTo(new SendingPlan(chunkBytes, checkpoints));
    }

    @ParameterizedTest
    @CsvSource({"16777216, 500", "1048576, 500", "1048576, 100", "3276800, 10", "50000000, 333", "1073741824, 1000"})
    void howeverManyWaitEachChunkHasItsTurnInAQuarterOfTheElectionTime(long bytesPerSecond, int electionMinMillis) {
        SendingPlan plan = SendingPlan.of(bytesPerSecond, electionMinMillis);
        assertThat(longestTurnNanos(bytesPerSecond, plan))
                .isPositive()
                .isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(electionMinMillis) / 4 + 1);
    }

    /** All senders come at once; each takes a place, then its turns, one chunk after the other. */
    private long longestTurnNanos(long bytesPerSecond, SendingPlan plan) {
        SendingPace pace = new SendingPace(() -> now, bytesPerSecond);
        SendingPlaces places = new SendingPlaces(plan.checkpoints(), waiting -> {});
        Deque<Integer> awake = new ArrayDeque<>();
        List<SendingPlaces.Place> taken = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            int each = sender;
            taken.add(places.newPlace(() -> awake.add(each)));
            awake.add(sender);
        }
        Map<Integer, Integer> chunksLeft = new HashMap<>();
        PriorityQueue<Turn> turns = new PriorityQueue<>((a, b) -> Long.compare(a.atNanos() - b.atNanos(), 0));
        long longest = 0;
        int sent = 0;
        while (sent < SENDERS * CHUNKS) {
            while (!awake.isEmpty()) {
                int sender = awake.remove();
                if (taken.get(sender).take()) {
                    chunksLeft.put(sender, CHUNKS);
                    turns.add(new Turn(now, sender, false));
                }
            }
            Turn next = turns.remove();
            now = next.atNanos();
            if (next.chunk()) {
                sent++;
                chunksLeft.merge(next.sender(), -1, Integer::sum);
            }
            if (chunksLeft.getOrDefault(next.sender(), 0) == 0) {
                taken.get(next.sender()).giveBack();
            } else {
                long turn = pace.take(plan.chunkBytes());
                longest = Math.max(longest, turn);
                turns.add(new Turn(now + turn, next.sender(), true));
            }
        }
        return longest;
    }

    /** @param chunk whether one is sent; else the sender begins */
    private record Turn(long atNanos, int sender, boolean chunk) {}
}
