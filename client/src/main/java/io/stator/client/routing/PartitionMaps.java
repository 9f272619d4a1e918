package io.stator.client.routing;

import io.grpc.Deadline;
import io.stator.model.StatorException;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest partition map that is known; never goes back to an older epoch. Thread-safe. */
final class PartitionMaps {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionMaps.class);

    private final CallMachinery machinery;
    private final WriteCounts counts;
    private final AtomicReference<@Nullable RoutingTable> current = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<PartitionMap>> pending = new AtomicReference<>();

    /** @param counts that learn what maps say of them */
    PartitionMaps(CallMachinery machinery, WriteCounts counts) {
        this.machinery = machinery;
        this.counts = counts;
    }

    @Nullable
    RoutingTable current() {
        return current.get();
    }

    /** The client addresses of all nodes that are known. */
    List<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>(machinery.settings().addresses());
        RoutingTable map = current.get();
        if (map != null) {
            addresses.addAll(map.nodes().values());
        }
        return new ArrayList<>(addresses);
    }

    /** Asks a node; one question at a time, whose answer all get that ask meanwhile. */
    CompletableFuture<PartitionMap> refresh() {
        CompletableFuture<PartitionMap> mine = new CompletableFuture<>();
        CompletableFuture<PartitionMap> other = pending.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        GetPartitionMapRequest request = GetPartitionMapRequest.getDefaultInstance();
        Deadline deadline = machinery.sharedDeadline();
        RetryingCall.start(
                        machinery,
                        new RetryingCall.Parts<>(
                                ClusterGrpc.getGetPartitionMapMethod(),
                                Repeat.HARMLESS,
                                deadline,
                                new AnyNodeDestination<>(machinery, this, request)))
                .thenApply(this::learn)
                .whenComplete((map, failure) -> {
                    pending.set(null);
                    if (failure == null) {
                        mine.complete(map);
                    } else {
                        mine.completeExceptionally(ErrorCodec.toStatorException(failure));
                    }
                });
        return mine;
    }

    /** Nobody waits for it: what fails is tried again by whoever needs it. */
    void refreshSoon() {
        refresh().whenComplete((map, failure) -> {
            if (failure != null) {
                LOG.debug("partition map not refreshed", failure);
            }
        });
    }

    /**
     * What a node that refused a request says of the right place.
     *
     * @return false if only a refresh can tell
     */
    boolean learn(@Nullable PartitionInfo hint) {
        RoutingTable known = current.get();
        if (hint == null || known == null) {
            return false;
        }
        PartitionRoute route;
        try {
            route = PartitionRoute.of(hint);
        } catch (StatorException malformed) {
            LOG.debug("malformed hint", malformed);
            return false;
        }
        while (known != null) {
            Optional<RoutingTable> changed = known.withHint(route);
            if (changed.isEmpty()) {
                return false;
            }
            if (current.compareAndSet(known, changed.get())) {
                return route.leader().isEmpty() || known.address(route.leader()) != null;
            }
            known = current.get();
        }
        return false;
    }

    private PartitionMap learn(PartitionMap map) {
        RoutingTable answer = RoutingTable.of(map);
        RoutingTable merged = current.updateAndGet(known -> known == null ? answer : known.mergedWith(answer));
        if (merged != null) {
            machinery.connections().retain(merged.nodes().values());
        }
        map.getPartitionsList().forEach(partition -> counts.learn(partition.getId(), partition.getWriteCount()));
        return map;
    }
}
