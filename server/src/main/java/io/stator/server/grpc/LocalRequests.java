package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.client.routing.RequestExpiredException;
import io.stator.client.routing.WrongRouteException;
import io.stator.consensus.ReplicaStatus;
import io.stator.model.Bounds;
import io.stator.model.CapacityUnits;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.ItemCodec;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.partition.ItemWrite;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.Partition;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.Route;
import io.stator.server.replica.Failures;
import io.stator.server.replica.LocalPartition;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.server.throughput.TableMeter;
import io.stator.server.transaction.IntentWaits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What requests for this node's replicas have in common: where, by which table, and what an outcome means. Thread-safe. */
final class LocalRequests {
    private static final String WRONG_ROUTE = "Another partition or epoch serves this key";

    private final LocalReplicas replicas;
    private final Places places;
    private final TableResolver tables;
    private final ServingRules rules;
    private final IntentWaits intents;

    LocalRequests(
            LocalReplicas replicas, Places places, TableResolver tables, ServingRules rules, IntentWaits intents) {
        this.replicas = replicas;
        this.places = places;
        this.tables = tables;
        this.rules = rules;
        this.intents = intents;
    }

    /** Thrown where the partition does not have the table, or only by another schema version. */
    private static final class StaleTableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StaleTableException() {
            super("stale table", null, false, false);
        }
    }

    /** A partition of this node, and where a request belongs if it is not here. */
    record Target(LocalPartition local, long epoch, Position place) {
        long writeCount() {
            return local.partition().writeCount();
        }
    }

    /** How a request reads, or whether it writes. */
    enum Access {
        /** Served by the leader, whose state has every table that is usable. */
        AT_LEADER,
        /** Served by any replica, which may lag. */
        AT_ANY_REPLICA
    }

    /** A table that is usable, as this node knows it. */
    CompletableFuture<TableInfo> table(String name) {
        return tables.resolve(name);
    }

    /** A table that is usable, as the catalog's leader knows it now. */
    CompletableFuture<TableInfo> refreshed(String name) {
        return tables.refresh(name);
    }

    /** Does it by the table as this node knows it; if the partition knows better, by what the catalog's leader says. */
    <A> CompletableFuture<A> withTable(String name, Access access, Function<TableInfo, CompletableFuture<A>> work) {
        return table(name).thenCompose(table -> orByNewerTable(name, access, attempt(work, table), work));
    }

    /** @param first the attempt by the table as this node knows it; if that is stale, nothing was done */
    <A> CompletableFuture<A> orByNewerTable(
            String name, Access access, CompletableFuture<A> first, Function<TableInfo, CompletableFuture<A>> work) {
        return first.exceptionallyCompose(failure -> {
            if (!isStale(failure)) {
                return CompletableFuture.failedFuture(failure);
            }
            return tables.refresh(name)
                    .thenCompose(newer -> attempt(work, newer))
                    .exceptionallyCompose(
                            again -> CompletableFuture.failedFuture(isStale(again) ? stillStale(access) : again));
        });
    }

    private static <A> CompletableFuture<A> attempt(Function<TableInfo, CompletableFuture<A>> work, TableInfo table) {
        try {
            return work.apply(table);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static StatorException stillStale(Access access) {
        return switch (access) {
            case AT_LEADER -> TableResolver.notFound();
            case AT_ANY_REPLICA ->
                new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "This replica does not know the table yet");
        };
    }

    private static boolean isStale(Throwable failure) {
        return Failures.unwrap(failure) instanceof StaleTableException;
    }

    /** @throws WrongRouteException if this node has no replica of that partition */
    Target target(Route route, Position place) {
        LocalPartition local = replicas.partition(route.getPartitionId());
        if (local == null) {
            throw new WrongRouteException(WRONG_ROUTE, places.infoAt(place));
        }
        return new Target(local, route.getEpoch(), place);
    }

    /** Of a partition, as far as it is known here. */
    long writeCount(Route route) {
        LocalPartition local = replicas.partition(route.getPartitionId());
        return local == null ? 0 : local.partition().writeCount();
    }

    /** @throws RequestExpiredException if a retry that was first sent then would no longer be known as one */
    void checkNotExpired(Target target, WriteId id) {
        if (!id.isNone()
                && id.sentAfter() != WriteId.SENT_NOW
                && !target.local().partition().remembers(id)) {
            throw new RequestExpiredException(target.writeCount());
        }
    }

    CompletableFuture<WriteOutcome> write(Target target, ItemWrite write) {
        if (isDiskFull(target)) {
            return CompletableFuture.failedFuture(new StatorException(ErrorCode.THROTTLING, diskFullMessage()));
        }
        TableMeter meter = rules.throughput().writes(write.table());
        return meter == null
                ? propose(target, write)
                : Charges.write(meter, write, () -> leads(target), charged -> propose(target, charged));
    }

    /** Who does not lead says so: another's disk may have room. */
    boolean isDiskFull(Target target) {
        return rules.diskIsFull().getAsBoolean() && leads(target);
    }

    String diskFullMessage() {
        return "The disk of node " + places.self().id() + " is full; try again when it has space";
    }

    /** Null: the table may consume whatever it does. */
    @Nullable
    TableMeter writeMeter(TableInfo table) {
        return rules.throughput().writes(table);
    }

    /** Null: the table may consume whatever it does. */
    @Nullable
    TableMeter readMeter(TableInfo table) {
        return rules.throughput().reads(table);
    }

    private CompletableFuture<WriteOutcome> propose(Target target, ItemWrite write) {
        return proposeOnce(target, write)
                .thenCompose(outcome -> outcome instanceof WriteOutcome.Blocked blocked
                        ? intents.write(write, blocked, target.writeCount(), again -> proposeOnce(target, again))
                        : CompletableFuture.completedFuture(outcome));
    }

    private CompletableFuture<WriteOutcome> proposeOnce(Target target, ItemWrite write) {
        return hinting(target, target.local().partition().write(write));
    }

    /** A message of a transaction. Fails where the partition could not answer. */
    CompletableFuture<StepOutcome.Answered> step(Target target, TransactionStep step) {
        return hinting(target, target.local().partition().step(step)).thenApply(outcome -> {
            if (outcome instanceof StepOutcome.Answered answered) {
                return answered;
            }
            throw wrongRoute(target);
        });
    }

    /**
     * The partition that owns a key, which this node leads as far as it knows.
     *
     * @throws WrongRouteException if it does not
     */
    Target leading(Route route, EncodedKey key) {
        Target target = target(route, key.position());
        if (owned(target, List.of(key)).isEmpty()) {
            throw wrongRoute(target);
        }
        if (!leads(target)) {
            throw new WrongRouteException(
                    "Another node leads", places.info(target.local().record()));
        }
        return target;
    }

    /** Those that the partition owns, at the epoch that was asked for. */
    Set<EncodedKey> owned(Target target, List<EncodedKey> keys) {
        Partition partition = target.local().partition();
        Bounds bounds = partition.bounds().orElse(null);
        return bounds == null || partition.epoch() != target.epoch()
                ? Set.of()
                : keys.stream().filter(key -> bounds.contains(key.position())).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean leads(Target target) {
        return target.local().replica().status().role() == ReplicaStatus.Role.LEADER;
    }

    /** Fails where the write was not done. */
    WriteOutcome.Done done(Target target, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Done done) {
            return done;
        }
        if (outcome instanceof WriteOutcome.ConditionFailed failed) {
            ByteString item = failed.item();
            throw new StatorException(
                    ErrorCode.CONDITIONAL_CHECK_FAILED,
                    ErrorMessages.CONDITION_FAILED,
                    item == null ? null : ItemCodec.decode(item),
                    null);
        }
        if (outcome instanceof WriteOutcome.Refused refused) {
            throw refused.toException();
        }
        if (outcome instanceof WriteOutcome.Expired) {
            throw new RequestExpiredException(target.writeCount());
        }
        if (outcome instanceof WriteOutcome.DoneBefore) {
            throw new StatorException(
                    ErrorCode.OUTCOME_UNKNOWN, "The write was applied; what it returned is no longer known");
        }
        if (outcome instanceof WriteOutcome.Conflicted) {
            throw new StatorException(ErrorCode.TRANSACTION_CONFLICT, ErrorMessages.TRANSACTION_CONFLICT);
        }
        if (outcome instanceof WriteOutcome.WrongRoute) {
            throw wrongRoute(target);
        }
        if (outcome instanceof WriteOutcome.TableUnknown) {
            throw new StaleTableException();
        }
        throw new IllegalStateException("unknown outcome " + outcome.getClass());
    }

    CompletableFuture<Optional<SizedItem>> get(Target target, TableInfo table, EncodedKey key, boolean strong) {
        TableMeter meter = rules.throughput().reads(table);
        return meter == null
                ? getFound(target, table, key, strong)
                : Charges.charged(
                        meter,
                        new Charges.Terms<>(
                                CapacityUnits.read(0, strong),
                                () -> !strong || leads(target),
                                item -> CapacityUnits.read(
                                        item.map(SizedItem::sizeBytes).orElse(0), strong)),
                        () -> getFound(target, table, key, strong));
    }

    private CompletableFuture<Optional<SizedItem>> getFound(
            Target target, TableInfo table, EncodedKey key, boolean strong) {
        return hinting(target, target.local().partition().get(table, key, target.epoch(), strong))
                .thenCompose(outcome -> outcome instanceof ReadOutcome.Blocked<Optional<SizedItem>>
                        ? intents.read(key)
                        : CompletableFuture.completedFuture(found(target, outcome)));
    }

    /** @param earlierBytes of the same page, that were looked at elsewhere; negative: it begins here */
    CompletableFuture<Page> page(Target target, PageRequest request, boolean strong, long earlierBytes) {
        TableMeter meter = rules.throughput().reads(request.table());
        if (meter == null) {
            return pageFound(target, request, strong);
        }
        double paid = earlierBytes < 0 ? 0 : CapacityUnits.read(earlierBytes, strong);
        return Charges.charged(
                meter,
                new Charges.Terms<>(
                        earlierBytes < 0 ? CapacityUnits.read(0, strong) : 0,
                        () -> !strong || leads(target),
                        page -> CapacityUnits.read(Math.max(0, earlierBytes) + page.itemBytes(), strong) - paid),
                () -> pageFound(target, request, strong));
    }

    private CompletableFuture<Page> pageFound(Target target, PageRequest request, boolean strong) {
        return hinting(target, target.local().partition().page(request, strong))
                .thenCompose(outcome -> outcome instanceof ReadOutcome.Blocked<Page> blocked
                        ? intents.settle(blocked.intents())
                                .thenCompose(settled -> pageFound(target, request.withIntentsSettled(), strong))
                        : CompletableFuture.completedFuture(found(target, outcome)));
    }

    /** The value of a read. Throws where it could not be made. */
    private <T> T found(Target target, ReadOutcome<T> outcome) {
        if (outcome instanceof ReadOutcome.Found<T> found) {
            return found.value();
        }
        if (outcome instanceof ReadOutcome.WrongRoute<T>) {
            throw wrongRoute(target);
        }
        if (outcome instanceof ReadOutcome.TableUnknown<T>) {
            throw new StaleTableException();
        }
        throw new IllegalStateException("unknown outcome " + outcome.getClass());
    }

    WrongRouteException wrongRoute(Target target) {
        return new WrongRouteException(WRONG_ROUTE, places.infoAt(target.place()));
    }

    /** Failures of the log, as errors that say where the leader is. */
    private <T> CompletableFuture<T> hinting(Target target, CompletableFuture<T> work) {
        return work.exceptionallyCompose(failure ->
                CompletableFuture.failedFuture(Failures.translate(failure, memberId -> leaderHint(target, memberId))));
    }

    private PartitionInfo leaderHint(Target target, String memberId) {
        PartitionInfo info = places.info(target.local().record());
        String leader = places.nodeIdOf(memberId);
        return leader.isEmpty() ? info : info.toBuilder().setLeader(leader).build();
    }
}
