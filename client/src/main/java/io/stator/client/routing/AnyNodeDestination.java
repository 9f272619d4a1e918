package io.stator.client.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** For what every node serves: the nodes in random order, those that failed lately at the end. */
final class AnyNodeDestination<Q, R> implements Destination<Q, R> {
    private final CallMachinery machinery;
    private final PartitionMaps maps;
    private final Q request;
    private Iterator<String> left = Collections.emptyIterator();

    AnyNodeDestination(CallMachinery machinery, PartitionMaps maps, Q request) {
        this.machinery = machinery;
        this.maps = maps;
        this.request = request;
    }

    @Override
    public CompletableFuture<Void> newRound() {
        left = shuffled(machinery, maps.addresses()).iterator();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public @Nullable Stop<Q> next() {
        return left.hasNext() ? new Stop<>(left.next(), request, null) : null;
    }

    @Override
    public boolean failed(AttemptFailure failure) {
        return false;
    }

    @Override
    public void slow() {}

    static List<String> shuffled(CallMachinery machinery, List<String> addresses) {
        List<String> order = new ArrayList<>(addresses);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, (int) machinery.settings().randomBelow().applyAsLong(i + 1L));
        }
        order.sort(Comparator.comparing(address -> machinery.connections().health(address)));
        return order;
    }
}
