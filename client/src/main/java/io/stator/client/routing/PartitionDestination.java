package io.stator.client.routing;

import io.grpc.Deadline;
import io.stator.client.routing.NodeConnections.Health;
import io.stator.client.routing.PartitionCall.Access;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * For what one partition serves: its leader, or any replica for eventual reads. A node that refuses
 * says who leads; if the leader is not known or does not answer, the replicas are asked in order.
 */
final class PartitionDestination<Q, R> implements Destination<Q, R> {
    /**
     * What is newer of the map, or of tables, is waited for this long. While a leader is elected the catalog may be
     * without one as well: what it says later serves a later round.
     */
    static final long NEWS_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CallMachinery machinery;
    private final Directory directory;
    private final PartitionCall<Q, R> call;
    private final Deadline deadline;

    /** Of this round. A node may be asked again by a later epoch. */
    private final Set<Place> asked = new HashSet<>();

    private boolean mapIsOld;
    private boolean tablesAreOld;
    private boolean tablesWereRefreshed;
    private int wrongRoutes;

    /** What was found wrong here, by a table that may be out of date. */
    private @Nullable StatorException malformedByTable;

    /** By which refreshed tables decide whether a final error stays final. */
    private @Nullable StatorException pendingError;

    private record Place(String address, long epoch) {}

    PartitionDestination(CallMachinery machinery, Directory directory, PartitionCall<Q, R> call, Deadline deadline) {
        this.machinery = machinery;
        this.directory = directory;
        this.call = call;
        this.deadline = deadline;
    }

    static <Q, R> CompletableFuture<R> start(
            CallMachinery machinery, Directory directory, PartitionCall<Q, R> call, Deadline deadline) {
        PartitionDestination<Q, R> destination = new PartitionDestination<>(machinery, directory, call, deadline);
        Repeat repeat = call.access() == Access.WRITE ? Repeat.RECOGNIZED : Repeat.HARMLESS;
        return RetryingCall.start(
                machinery, new RetryingCall.Parts<>(call.method(), call.framing(), repeat, deadline, destination));
    }

    @Override
    public CompletableFuture<Void> newRound() {
        asked.clear();
        CompletableFuture<Void> refreshed = CompletableFuture.completedFuture(null);
        if (tablesAreOld) {
            tablesAreOld = false;
            tablesWereRefreshed = true;
            refreshed = pendingError == null ? forAWhile(refreshTables()) : refreshTables();
        } else if (mapIsOld) {
            mapIsOld = false;
            refreshed = forAWhile(directory.maps().refresh());
        }
        return refreshed.thenCompose(done -> directory.load(call.tables(), deadline));
    }

    private CompletableFuture<Void> forAWhile(CompletableFuture<?> news) {
        long patience = Math.min(NEWS_PATIENCE_NANOS, Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        return machinery.await(news, patience);
    }

    @Override
    public @Nullable Stop<Q> next() {
        RoutingTable map = directory.map();
        PartitionRoute route = locate(map);
        String best = null;
        for (String address : candidates(route, map)) {
            boolean better = best == null
                    || machinery
                                    .connections()
                                    .health(address)
                                    .compareTo(machinery.connections().health(best))
                            < 0;
            if (better && !asked.contains(new Place(address, route.epoch()))) {
                best = address;
            }
        }
        if (best == null || (!asked.isEmpty() && call.access() != Access.EVENTUAL_READ && isStalled(best))) {
            mapIsOld = true;
            return null;
        }
        asked.add(new Place(best, route.epoch()));
        return new Stop<>(best, call.request(route), machinery.throttles().of(route.id(), call.access()));
    }

    private PartitionRoute locate(RoutingTable map) {
        PartitionRoute route;
        try {
            route = call.locate(directory, map);
        } catch (StatorException malformed) {
            malformedByTable = malformed;
            throw malformed;
        }
        if (route == null) {
            throw new WrongRouteException("The request's keys are no longer in one partition", null);
        }
        return route;
    }

    @Override
    public boolean failed(AttemptFailure failure) {
        if (failure.health() != Health.GOOD) {
            mapIsOld = true;
            if (!failure.again()) {
                directory.maps().refreshSoon();
            }
        }
        if (call.access() == Access.WRITE && failure.error().code() == ErrorCode.OUTCOME_UNKNOWN) {
            call.doubt();
        }
        if (failure.error() instanceof RequestExpiredException expired) {
            return call.expired(expired.writeCount());
        }
        if (failure.error() instanceof WrongRouteException wrongRoute && failure.again()) {
            mapIsOld |= !directory.maps().learn(wrongRoute.route());
            // The first may be a moved leader; more of them may be a table that was made anew.
            wrongRoutes++;
            tablesAreOld |= wrongRoutes == 2 && !tablesWereRefreshed;
        }
        return !failure.again() && tableMayHaveChanged(failure.error());
    }

    @Override
    public void slow() {
        directory.maps().refreshSoon();
    }

    @Override
    public boolean inDoubt() {
        return call.inDoubt();
    }

    @Override
    public boolean decidesAll(ErrorCode code) {
        return call.decidesAll(code);
    }

    @Override
    public boolean answered(R answer) {
        return call.answered(answer);
    }

    private boolean tableMayHaveChanged(StatorException error) {
        boolean suspicious = error.code() == ErrorCode.RESOURCE_NOT_FOUND || error == malformedByTable;
        if (!suspicious || tablesWereRefreshed) {
            return false;
        }
        tablesAreOld = true;
        pendingError = error;
        return true;
    }

    /** After a final error it succeeds only if a table has changed. */
    private CompletableFuture<Void> refreshTables() {
        StatorException error = pendingError;
        pendingError = null;
        List<TableInfo> before = new ArrayList<>();
        List<CompletableFuture<TableInfo>> questions = new ArrayList<>();
        for (String name : call.tables()) {
            TableInfo known = directory.tables().cached(name);
            if (known != null) {
                before.add(known);
            }
            questions.add(directory.tables().refresh(name, deadline));
        }
        return CompletableFuture.allOf(questions.toArray(CompletableFuture<?>[]::new))
                .thenAccept(done -> {
                    if (error != null
                            && before.equals(questions.stream()
                                    .map(CompletableFuture::join)
                                    .toList())) {
                        throw error;
                    }
                });
    }

    private boolean isStalled(String address) {
        return machinery.connections().health(address) == Health.STALLED;
    }

    private Collection<String> candidates(PartitionRoute route, RoutingTable map) {
        List<String> addresses = new ArrayList<>();
        if (call.access() != Access.EVENTUAL_READ && !route.leader().isEmpty()) {
            add(addresses, route.leader(), map);
        }
        route.replicas().forEach(node -> add(addresses, node, map));
        if (call.access() != Access.EVENTUAL_READ) {
            return addresses;
        }
        List<String> inAnyOrder = new ArrayList<>(AnyNodeDestination.shuffled(machinery, addresses));
        // A stable sort: the node of this process comes first.
        inAnyOrder.sort(Comparator.comparing(address -> !machinery.localNode().isAt(address)));
        return inAnyOrder;
    }

    private void add(List<String> addresses, String node, RoutingTable map) {
        String address = map.address(node);
        if (address == null) {
            mapIsOld = true;
        } else {
            addresses.add(address);
        }
    }
}
