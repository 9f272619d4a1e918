package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialLaneTest {

    @Test
    void tasksRunInOrderOneAtATime() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        SerialLane lane = new SerialLane(threads);
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 1000; i++) {
            int number = i;
            lane.execute(() -> {
                ran.add(number);
                if (number == 500) {
                    throw new IllegalStateException("a task that fails does not stop the lane");
                }
            });
        }
        lane.execute(done::countDown);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isEqualTo(IntStream.range(0, 1000).boxed().toList());
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        lane.execute(() -> ran.add(1000));
        assertThat(ran).as("on the caller's thread").hasSize(1001);
    }
}
