package io.stator.server.cli.transfer;

import io.stator.client.StatorClient;
import io.stator.model.Item;
import io.stator.model.ItemSize;
import io.stator.model.KeyAttribute;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Puts the items of a file into a table, in batches of which several are under way at once. Where a key
 * stands in the file more than once, its last item wins. One use, one thread; progress may be read by others.
 */
final class Importer {
    /** Enough to keep the log entries of a few partitions full. */
    private static final int BATCHES_IN_FLIGHT_MAX = 32;

    /** So that what is under way stays under some 30 MB, whatever the items' size. */
    private static final int BATCH_BYTES_MAX = 512 << 10;

    private final TableInfo table;
    private final BatchSender sender;
    private final RefusedItems refused;
    private final Semaphore permits = new Semaphore(BATCHES_IN_FLIGHT_MAX);
    private final Set<Item> keysInFlight = ConcurrentHashMap.newKeySet();
    private final Set<Item> keysInBatch = new HashSet<>();
    private List<SourceItem> batch = new ArrayList<>();
    private long batchBytes;

    Importer(StatorClient client, TableInfo table, RefusedItems refused) {
        this.table = table;
        this.refused = refused;
        this.sender = new BatchSender(client, table.name(), refused);
    }

    long imported() {
        return sender.imported();
    }

    /**
     * Returns when every item is stored or refused.
     *
     * @throws StatorException if the cluster or the table is not there any more
     */
    void run(ItemSource source) throws IOException, InterruptedException {
        Optional<SourceItem> next = source.next();
        while (next.isPresent() && sender.fatal() == null) {
            take(next.get());
            next = source.next();
        }
        flush();
        drain();
        StatorException fatal = sender.fatal();
        if (fatal != null) {
            throw new StatorException(
                    fatal.code(), "gave up after " + imported() + " items: " + fatal.getMessage(), fatal);
        }
    }

    private void take(SourceItem source) throws InterruptedException {
        Item item = source.item();
        if (item == null) {
            refused.add(source.line(), source.problem());
            return;
        }
        int bytes;
        try {
            Validation.item(table, item);
            bytes = ItemSize.of(item);
        } catch (StatorException e) {
            refused.add(source.line(), String.valueOf(e.getMessage()));
            return;
        }
        Item key = keyOf(item);
        if (keysInBatch.contains(key)) {
            flush();
        }
        if (keysInFlight.contains(key)) {
            drain();
        }
        if (batch.size() == Limits.BATCH_WRITE_ITEMS_MAX || batchBytes + bytes > BATCH_BYTES_MAX) {
            flush();
        }
        batch.add(source);
        keysInBatch.add(key);
        batchBytes += bytes;
    }

    private Item keyOf(Item item) {
        Item.Builder key = Item.builder();
        copy(table.schema().partitionKey(), item, key);
        table.schema().optionalSortKey().ifPresent(attribute -> copy(attribute, item, key));
        return key.build();
    }

    private static void copy(KeyAttribute attribute, Item from, Item.Builder to) {
        to.set(attribute.name(), java.util.Objects.requireNonNull(from.get(attribute.name())));
    }

    private void flush() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        List<SourceItem> full = List.copyOf(batch);
        Set<Item> keys = Set.copyOf(keysInBatch);
        batch = new ArrayList<>();
        keysInBatch.clear();
        batchBytes = 0;
        permits.acquire();
        keysInFlight.addAll(keys);
        sender.send(full).whenComplete((done, failure) -> {
            keysInFlight.removeAll(keys);
            permits.release();
        });
    }

    private void drain() throws InterruptedException {
        permits.acquire(BATCHES_IN_FLIGHT_MAX);
        permits.release(BATCHES_IN_FLIGHT_MAX);
    }
}
