package io.stator.client.routing;

import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Splits a batch by partition and sends the parts in parallel; splits again what a moved bound tears apart. */
final class BatchSplit<P, Q, R> {
    private final CallMachinery machinery;
    private final Directory directory;
    private final MethodDescriptor<Q, R> method;
    private final BiFunction<PartitionRoute, List<BatchEntry<P>>, Q> request;
    private final Predicate<R> complete;
    private final Deadline deadline;

    /** @param complete whether an answer leaves nothing unprocessed that an earlier attempt may have done */
    BatchSplit(
            CallMachinery machinery,
            Directory directory,
            MethodDescriptor<Q, R> method,
            BiFunction<PartitionRoute, List<BatchEntry<P>>, Q> request,
            Predicate<R> complete,
            Deadline deadline) {
        this.machinery = machinery;
        this.directory = directory;
        this.method = method;
        this.request = request;
        this.complete = complete;
        this.deadline = deadline;
    }

    /** What became of the entries that went to one partition: one of answer and error is there. */
    record Part<P, R>(
            List<BatchEntry<P>> entries,
            @Nullable R answer,
            @Nullable StatorException error) {}

    private record Group(long partition, PartitionCall.Access access) {}

    /** Fails only if the batch as a whole is malformed or nothing could be sent. */
    CompletableFuture<List<Part<P, R>>> send(List<BatchEntry<P>> entries) {
        return directory.load(tablesOf(entries), deadline).thenCompose(loaded -> {
            checkNoKeyTwice(entries);
            return sendLoaded(entries);
        });
    }

    private CompletableFuture<List<Part<P, R>>> sendLoaded(List<BatchEntry<P>> entries) {
        Map<Group, List<BatchEntry<P>>> groups = new LinkedHashMap<>();
        for (BatchEntry<P> entry : entries) {
            long partition = directory.map().find(position(directory, entry)).id();
            groups.computeIfAbsent(new Group(partition, entry.access()), absent -> new ArrayList<>())
                    .add(entry);
        }
        CompletableFuture<List<Part<P, R>>> all = CompletableFuture.completedFuture(List.of());
        for (Map.Entry<Group, List<BatchEntry<P>>> group : groups.entrySet()) {
            CompletableFuture<List<Part<P, R>>> part = sendPart(group.getKey().access(), group.getValue());
            all = all.thenCombine(
                    part,
                    (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
        }
        return all;
    }

    private CompletableFuture<List<Part<P, R>>> sendPart(PartitionCall.Access access, List<BatchEntry<P>> entries) {
        return PartitionDestination.start(machinery, directory, new PartCall(access, entries), deadline)
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return done(new Part<P, R>(entries, answer, null));
                    }
                    StatorException error = ErrorCodec.toStatorException(failure);
                    return error instanceof WrongRouteException
                            ? send(entries)
                            : done(new Part<P, R>(entries, null, error));
                })
                .thenCompose(parts -> parts);
    }

    private CompletableFuture<List<Part<P, R>>> done(Part<P, R> part) {
        return CompletableFuture.completedFuture(List.of(part));
    }

    private void checkNoKeyTwice(List<BatchEntry<P>> entries) {
        Set<Position> seen = new HashSet<>();
        for (BatchEntry<P> entry : entries) {
            if (!seen.add(position(directory, entry))) {
                throw StatorException.validation("Provided list of item keys contains duplicates");
            }
        }
    }

    private static Position position(Directory directory, BatchEntry<?> entry) {
        return KeyCodec.encodeKey(directory.table(entry.table()), entry.keyed()).position();
    }

    private static <P> Collection<String> tablesOf(List<BatchEntry<P>> entries) {
        return entries.stream().map(BatchEntry::table).distinct().toList();
    }

    private final class PartCall implements PartitionCall<Q, R> {
        private final Access access;
        private final List<BatchEntry<P>> entries;

        PartCall(Access access, List<BatchEntry<P>> entries) {
            this.access = access;
            this.entries = entries;
        }

        @Override
        public MethodDescriptor<Q, R> method() {
            return method;
        }

        @Override
        public Access access() {
            return access;
        }

        @Override
        public Collection<String> tables() {
            return tablesOf(entries);
        }

        @Override
        public @Nullable PartitionRoute locate(Directory known, RoutingTable map) {
            PartitionRoute route = map.find(position(known, entries.get(0)));
            for (BatchEntry<P> entry : entries) {
                if (!route.bounds().contains(position(known, entry))) {
                    return null;
                }
            }
            return route;
        }

        @Override
        public Q request(PartitionRoute route) {
            return request.apply(route, entries);
        }

        private Stream<WriteIdentity> identities() {
            return entries.stream().map(BatchEntry::identity).filter(Objects::nonNull);
        }

        @Override
        public boolean inDoubt() {
            return identities().anyMatch(WriteIdentity::inDoubt);
        }

        @Override
        public void doubt() {
            identities().forEach(WriteIdentity::doubt);
        }

        /** Refused as a whole: nothing of it was done. */
        @Override
        public boolean expired(long writeCount) {
            return identities().map(identity -> identity.expired(writeCount)).reduce(true, Boolean::logicalAnd);
        }

        /** What is left unprocessed is surely undone only if no earlier attempt may have done it. */
        @Override
        public boolean answered(R answer) {
            return complete.test(answer) || !inDoubt();
        }
    }
}
