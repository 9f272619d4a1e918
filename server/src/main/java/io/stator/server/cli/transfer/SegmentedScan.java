package io.stator.server.cli.transfer;

import io.stator.client.ItemPage;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads all of a table in several segments at the same time. */
public final class SegmentedScan {
    /** More would only wait for one another. */
    public static final int SEGMENTS_MAX = 256;

    private SegmentedScan() {}

    /** Takes pages, one at a time, in no order. */
    public interface PageSink {
        /** @return whether it wants more */
        boolean accept(ItemPage page);
    }

    /**
     * Blocks until all is read, or the sink wants no more.
     *
     * @throws java.util.concurrent.CompletionException with the first failure
     */
    public static void run(StatorClient client, Scan scan, int segments, PageSink sink) {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int segment = 0; segment < segments; segment++) {
            running.add(rest(client, scan.segment(segment, segments), sink));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    }

    private static CompletableFuture<Void> rest(StatorClient client, Scan scan, PageSink sink) {
        return client.scan(scan).thenCompose(page -> {
            boolean more;
            synchronized (sink) {
                more = sink.accept(page);
            }
            return !more || page.lastEvaluatedKey().isEmpty()
                    ? CompletableFuture.<Void>completedFuture(null)
                    : rest(client, scan.startAfter(page.lastEvaluatedKey().get()), sink);
        });
    }
}
