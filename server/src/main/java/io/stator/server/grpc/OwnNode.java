package io.stator.server.grpc;

import io.grpc.MethodDescriptor;
import io.stator.client.routing.LocalNode;
import io.stator.model.StatorException;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactionStepsRequest;
import io.stator.proto.v1.UpdateRequest;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.server.transaction.Coordination;
import io.stator.server.transaction.IntentWaits;
import io.stator.server.transaction.SnapshotReads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node serves of the Data service: the same for who calls over the network and for who is in its process. Thread-safe. */
public final class OwnNode implements LocalNode {
    private static final Logger LOG = LoggerFactory.getLogger(OwnNode.class);

    private final Places places;
    private final CallAnswers answers;
    private final LocalItems items;
    private final LocalPages pages;
    private final LocalBatches batches;
    private final LocalTransactions transactions;
    private final LocalSteps steps;
    private final Executor answering;

    /**
     * What transactions are served by.
     *
     * @param intents what requests that are no transactions do where they meet one
     */
    public record Transactions(Coordination coordination, SnapshotReads reads, IntentWaits intents) {}

    /** @param answering hands writes' answers to who is in this process: the log's thread has the next entry to apply */
    public OwnNode(
            LocalReplicas replicas,
            Places places,
            CatalogLeader leader,
            CallListener listener,
            ServingRules rules,
            Transactions transactions,
            Executor answering) {
        this.places = places;
        this.answering = answering;
        this.answers = new CallAnswers(listener);
        LocalRequests requests = new LocalRequests(
                replicas, places, new TableResolver(places, leader::lookUpTable), rules, transactions.intents());
        this.items = new LocalItems(requests);
        this.pages = new LocalPages(requests);
        this.batches = new LocalBatches(requests);
        this.transactions = new LocalTransactions(requests, transactions.coordination(), transactions.reads());
        this.steps = new LocalSteps(requests);
    }

    CallAnswers answers() {
        return answers;
    }

    LocalItems items() {
        return items;
    }

    LocalPages pages() {
        return pages;
    }

    LocalBatches batches() {
        return batches;
    }

    LocalTransactions transactions() {
        return transactions;
    }

    LocalSteps steps() {
        return steps;
    }

    @Override
    public boolean isAt(String address) {
        return address.equals(places.self().clientAddress());
    }

    @Override
    public <Q, R> CompletableFuture<R> serve(MethodDescriptor<Q, R> method, Q request) {
        if (request instanceof PutRequest put) {
            return write(Operation.PUT, () -> items.put(put));
        }
        if (request instanceof UpdateRequest update) {
            return write(Operation.UPDATE, () -> items.update(update));
        }
        if (request instanceof DeleteRequest delete) {
            return write(Operation.DELETE, () -> items.delete(delete));
        }
        if (request instanceof GetRequest get) {
            return run(Operation.GET, () -> items.get(get));
        }
        if (request instanceof QueryRequest query) {
            return run(Operation.QUERY, () -> pages.query(query));
        }
        if (request instanceof ScanRequest scan) {
            return run(Operation.SCAN, () -> pages.scan(scan));
        }
        if (request instanceof BatchGetRequest batch) {
            return run(Operation.BATCH_GET, () -> batches.get(batch));
        }
        if (request instanceof BatchWriteRequest batch) {
            return write(Operation.BATCH_WRITE, () -> batches.write(batch));
        }
        if (request instanceof TransactWriteRequest transaction) {
            return write(Operation.TRANSACT_WRITE, () -> transactions.write(transaction));
        }
        if (request instanceof TransactGetRequest transaction) {
            return run(Operation.TRANSACT_GET, () -> transactions.get(transaction));
        }
        if (request instanceof TransactionStepsRequest messages) {
            return write(Operation.TRANSACTION_STEPS, () -> steps.steps(messages));
        }
        throw new IllegalArgumentException("not of the Data service: " + method.getFullMethodName());
    }

    private <A, R> CompletableFuture<R> run(Operation operation, Supplier<CompletableFuture<A>> work) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        answers.run(operation, work, (value, error) -> end(answer, value, error));
        return answer;
    }

    private <A, R> CompletableFuture<R> write(Operation operation, Supplier<CompletableFuture<A>> work) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        answers.run(operation, work, (value, error) -> {
            try {
                answering.execute(() -> end(answer, value, error));
            } catch (RejectedExecutionException closing) {
                LOG.debug("a write's answer is handed over by the thread that has it: the node closes", closing);
                end(answer, value, error);
            }
        });
        return answer;
    }

    /** The method pairs requests with answers: R is what the work answers with. */
    @SuppressWarnings("unchecked")
    private static <A, R> void end(CompletableFuture<R> answer, A value, @Nullable StatorException error) {
        if (error == null) {
            answer.complete((R) value);
        } else {
            answer.completeExceptionally(error);
        }
    }
}
