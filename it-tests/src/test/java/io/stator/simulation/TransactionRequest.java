package io.stator.simulation;

import com.google.protobuf.ByteString;
import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.model.EncodedKey;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.coordinator.TransactionOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One transaction that a client wants, with its retries under one token. */
final class TransactionRequest {
    private static final int TRIES_MAX = 4;

    private final SimulatedClient client;
    private final Map<EncodedKey, ItemOperation> operations;
    private final RequestToken token;
    private final boolean isMisuse;
    private final List<MicroOperation> steps = new ArrayList<>();
    private long invoked;
    private int tries;
    private boolean mayHold;
    private final Map<EncodedKey, String> elements = new LinkedHashMap<>();

    /** When the last attempt began. */
    private boolean wasDone;

    /** @param isMisuse whether the token was used for something else: then nothing may come of it */
    TransactionRequest(
            SimulatedClient client, Map<EncodedKey, ItemOperation> operations, ByteString token, boolean isMisuse) {
        this.client = client;
        this.operations = operations;
        this.token = new RequestToken(token, ByteString.copyFromUtf8(operations.toString()));
        this.isMisuse = isMisuse;
    }

    void start() {
        invoked = client.scheduler().moment();
        operations.forEach((key, operation) -> {
            if (operation.expected() != null) {
                steps.add(new MicroOperation.Read(SimulatedClient.name(key), operation.expected()));
            }
            if (operation.element() != null) {
                steps.add(new MicroOperation.Append(SimulatedClient.name(key), operation.element()));
                elements.put(key, operation.element());
            }
        });
        client.invariants().requested(elements);
        attempt();
    }

    private void attempt() {
        tries++;
        wasDone = client.invariants().isDone(elements);
        SimulatedClient.Attempt attempt = client.new Attempt(() -> ended(new TransactionOutcome.Unknown()));
        client.coordinate(operations, token, outcome -> attempt.end(() -> ended(outcome)));
    }

    private void ended(TransactionOutcome outcome) {
        if (outcome instanceof TransactionOutcome.Committed) {
            committed();
        } else if (outcome instanceof TransactionOutcome.Unknown) {
            mayHold = true;
            retry();
        } else if (outcome instanceof TransactionOutcome.Cancelled) {
            if (wasDone && client.isTokenSure()) {
                throw new ViolationException("cancelled, and was done before: " + token);
            }
            finish(notDone());
        } else if (outcome instanceof TransactionOutcome.TokenUsed used && used.use() == TokenUse.OTHER_PARAMETERS) {
            if (!isMisuse) {
                throw new ViolationException("mismatch: nobody else has used " + token);
            }
            finish(Status.ABORTED);
        } else {
            retry();
        }
    }

    private void committed() {
        if (isMisuse) {
            throw new ViolationException("the token was another's: " + token);
        }
        if (!mayHold && client.losesAnswer()) {
            mayHold = true;
            retry();
        } else {
            finish(Status.COMMITTED);
        }
    }

    private Status notDone() {
        return mayHold ? Status.UNKNOWN : Status.ABORTED;
    }

    private void retry() {
        boolean known = !mayHold || client.isTokenSure();
        if (known && !isMisuse && tries < TRIES_MAX) {
            client.later(this::attempt);
        } else {
            finish(notDone());
        }
    }

    private void finish(Status status) {
        client.ended(invoked, steps, status);
        if (status == Status.COMMITTED && client.misusesToken()) {
            Map<EncodedKey, ItemOperation> others = new LinkedHashMap<>();
            operations.keySet().forEach(key -> others.put(key, ItemOperation.append(client.newElement())));
            client.later(new TransactionRequest(client, others, token.token(), true)::start);
        } else {
            client.later(client::next);
        }
    }
}
