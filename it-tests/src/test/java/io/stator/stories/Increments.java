package io.stator.stories;

import io.stator.client.Get;
import io.stator.client.StatorClient;
import io.stator.client.Update;
import io.stator.harness.stator.Loader;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clients that add one to a counter, over and over, each on a thread and to a counter of its own. Every addition must be
 * answered within the client's deadline: then the counters tell whether each was applied once.
 */
final class Increments {
    private static final String COUNT = "count";

    private final StatorClient client;
    private final String table;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile boolean stopping;

    /** @param table made by {@link Loader#schema} */
    Increments(StatorClient client, String table) {
        this.client = client;
        this.table = table;
    }

    void start(int counters) {
        for (int counter = 0; counter < counters; counter++) {
            Item key = key(counter);
            Thread thread = new Thread(() -> add(key), "increments-" + counter);
            threads.add(thread);
            thread.start();
        }
    }

    private void add(Item key) {
        try {
            while (!stopping) {
                client.blocking().update(Update.of(table, key).add(COUNT, new AttributeValue.N(DecimalNumber.of(1))));
                answered.incrementAndGet();
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** @return how many additions were answered; throws what one failed with */
    long stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
        RuntimeException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
        return answered.get();
    }

    /** The counters' sum, by strong reads. */
    long sum() {
        long sum = 0;
        for (int counter = 0; counter < threads.size(); counter++) {
            Item item = client.blocking().get(Get.of(table, key(counter))).orElseThrow();
            if (item.get(COUNT) instanceof AttributeValue.N count) {
                sum += Long.parseLong(count.value().toString());
            }
        }
        return sum;
    }

    private static Item key(int counter) {
        return Loader.key("counter-" + counter);
    }
}
