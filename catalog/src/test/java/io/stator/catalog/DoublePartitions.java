package io.stator.catalog;

import io.stator.consensus.Member;
import io.stator.model.TableInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Partitions that remember their tables, and fail, answer late or lose answers as a test says. Thread-safe. */
final class DoublePartitions implements PartitionControl {
    private final Map<Long, Set<Long>> tablesByPartition = new HashMap<>();
    private final Map<Long, Map<Long, Optional<String>>> expiryByPartition = new HashMap<>();
    private final Map<Long, List<String>> membersByPartition = new HashMap<>();
    private final Set<Long> down = new HashSet<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private BooleanSupplier loses = () -> false;
    private boolean holding;
    private int calls;
    private int inFlightMost;

    /** Calls to this partition fail, until it is up again. */
    synchronized void down(long partition) {
        down.add(partition);
    }

    synchronized void up(long partition) {
        down.remove(partition);
    }

    /** Asked for each call whether it is lost, and then whether its answer is. */
    synchronized void lose(BooleanSupplier which) {
        loses = which;
    }

    /** From now on calls wait for {@link #release}. */
    synchronized void hold() {
        holding = true;
    }

    void release() {
        List<Runnable> waiting;
        synchronized (this) {
            holding = false;
            waiting = new ArrayList<>(held);
            held.clear();
        }
        waiting.forEach(Runnable::run);
    }

    synchronized int held() {
        return held.size();
    }

    synchronized int calls() {
        return calls;
    }

    synchronized int heldMost() {
        return inFlightMost;
    }

    synchronized boolean serves(long partition, long table) {
        return tablesByPartition.getOrDefault(partition, Set.of()).contains(table);
    }

    @Override
    public CompletableFuture<Void> installTable(PartitionRecord partition, TableInfo table) {
        return call(partition.id(), tables -> {
            tables.add(table.id());
            expiryByPartition
                    .computeIfAbsent(partition.id(), id -> new HashMap<>())
                    .put(table.id(), table.properties().timeToLive().expiryAttribute());
        });
    }

    /** By what attribute a partition expires a table's items. */
    synchronized Optional<String> expires(long partition, long table) {
        return expiryByPartition.getOrDefault(partition, Map.of()).getOrDefault(table, Optional.empty());
    }

    @Override
    public CompletableFuture<Void> dropTable(PartitionRecord partition, long tableId) {
        return call(partition.id(), tables -> tables.remove(tableId));
    }

    /** Whose members those of a partition's group are, as node ids with incarnations; empty: never changed. */
    synchronized List<String> members(long partition) {
        return membersByPartition.getOrDefault(partition, List.of());
    }

    @Override
    public CompletableFuture<Void> changeMembers(PartitionRecord partition, List<Member> members) {
        return call(
                partition.id(),
                tables -> membersByPartition.put(
                        partition.id(), members.stream().map(Member::id).toList()));
    }

    private synchronized CompletableFuture<Void> call(long partition, Consumer<Set<Long>> change) {
        calls++;
        CompletableFuture<Void> answer = new CompletableFuture<>();
        if (holding) {
            held.add(() -> answerTo(partition, change, answer));
            inFlightMost = Math.max(inFlightMost, held.size());
        } else {
            answerTo(partition, change, answer);
        }
        return answer;
    }

    private synchronized void answerTo(long partition, Consumer<Set<Long>> change, CompletableFuture<Void> answer) {
        if (down.contains(partition) || loses.getAsBoolean()) {
            answer.completeExceptionally(new IllegalStateException("partition unreachable"));
            return;
        }
        change.accept(tablesByPartition.computeIfAbsent(partition, id -> new HashSet<>()));
        if (loses.getAsBoolean()) {
            answer.completeExceptionally(new IllegalStateException("answer lost"));
        } else {
            answer.complete(null);
        }
    }
}
