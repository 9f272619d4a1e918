package io.stator.client.routing;

import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.stator.client.routing.NodeConnections.Health;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.DataGrpc;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its first attempt to its answer: sends to one node after another, in rounds with
 * back-off between them, until its deadline. What may have been done is sent again only if that does no
 * harm ({@link Repeat}). Once an attempt is in doubt, the call ends with an answer, with an error that says what all
 * attempts come to, or with OUTCOME_UNKNOWN.
 *
 * <p>Its steps follow one another, on whatever thread ended the one before.
 */
final class RetryingCall<Q, R> implements OpenCalls.Call {
    /** What takes long is given twice the time at each further attempt, up to this often. */
    private static final int TIMEOUT_DOUBLINGS_MAX = 5;

    private final CallMachinery machinery;
    private final MethodDescriptor<Q, R> method;
    private final @Nullable Framing<Q, R> framing;
    private final Repeat repeat;
    private final Deadline deadline;
    private final Destination<Q, R> destination;
    private final CompletableFuture<R> result = new CompletableFuture<>();

    private volatile @Nullable Attempt<R> attempt;
    private volatile @Nullable Attempt<R> knownSlow;
    private @Nullable AdaptiveThrottle throttle;
    private @Nullable StatorException lastError;
    private int rounds;
    private int timeouts;

    /**
     * What a call is made of.
     *
     * @param framing null: it does not go in frames
     */
    record Parts<Q, R>(
            MethodDescriptor<Q, R> method,
            @Nullable Framing<Q, R> framing,
            Repeat repeat,
            Deadline deadline,
            Destination<Q, R> destination) {

        /** Of calls that go by themselves. */
        Parts(MethodDescriptor<Q, R> method, Repeat repeat, Deadline deadline, Destination<Q, R> destination) {
            this(method, null, repeat, deadline, destination);
        }
    }

    private RetryingCall(CallMachinery machinery, Parts<Q, R> parts) {
        this.machinery = machinery;
        this.method = parts.method();
        this.framing = parts.framing();
        this.repeat = parts.repeat();
        this.deadline = parts.deadline();
        this.destination = parts.destination();
    }

    /** Fails with a StatorException. */
    static <Q, R> CompletableFuture<R> start(CallMachinery machinery, Parts<Q, R> parts) {
        RetryingCall<Q, R> call = new RetryingCall<>(machinery, parts);
        machinery.openCalls().add(call);
        call.result.whenComplete((answer, failure) -> machinery.openCalls().remove(call));
        call.newRound();
        return call.result;
    }

    private void newRound() {
        if (mustStop()) {
            return;
        }
        destination.newRound().whenComplete((ready, failure) -> {
            if (failure == null) {
                step();
            } else {
                end(ErrorCodec.toStatorException(failure));
            }
        });
    }

    private void step() {
        if (mustStop()) {
            return;
        }
        Destination.Stop<Q> stop;
        try {
            stop = destination.next();
        } catch (RuntimeException refused) {
            refused(ErrorCodec.toStatorException(refused));
            return;
        }
        if (stop == null) {
            backOff();
        } else {
            send(stop);
        }
    }

    /** The destination itself refuses. */
    private void refused(StatorException error) {
        if (error.code() == ErrorCode.SERVICE_UNAVAILABLE) {
            lastError = error;
            backOff();
        } else {
            failed(new AttemptFailure(error, false, Health.GOOD));
        }
    }

    private void send(Destination.Stop<Q> stop) {
        throttle = stop.throttle();
        if (throttle != null && !throttle.admits()) {
            StatorException keptBack =
                    new StatorException(ErrorCode.THROTTLING, stop.address() + " has refused most requests just now");
            failed(new AttemptFailure(keptBack, true, Health.GOOD));
            return;
        }
        Framing<Q, R> inFrames = framing;
        if (isLocal(stop)) {
            LocalAttempt<R> next = new LocalAttempt<>(stop.address(), attemptDeadline(), this::ended);
            attempt = next;
            next.start(machinery.localNode(), method, stop.request());
        } else if (inFrames == null) {
            sendAlone(stop);
        } else {
            FramedAttempt<Q, R> next =
                    new FramedAttempt<>(stop.address(), inFrames, stop.request(), attemptDeadline(), this::ended);
            attempt = next;
            machinery.connections().frames(stop.address()).send(next);
        }
    }

    private boolean isLocal(Destination.Stop<Q> stop) {
        return DataGrpc.SERVICE_NAME.equals(method.getServiceName())
                && machinery.localNode().isAt(stop.address());
    }

    private void sendAlone(Destination.Stop<Q> stop) {
        UnaryAttempt<Q, R> next = new UnaryAttempt<>(stop.address(), method, this::ended);
        attempt = next;
        try {
            next.start(machinery.connections().channel(stop.address()), attemptDeadline(), stop.request());
        } catch (RuntimeException bug) {
            attempt = null;
            boolean unknown = repeat != Repeat.HARMLESS && next.maybeSent();
            ErrorCode code = unknown ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.INTERNAL_SERVER_ERROR;
            end(new StatorException(code, "Cannot send to " + stop.address(), bug));
        }
    }

    private Deadline attemptDeadline() {
        if (repeat == Repeat.FORBIDDEN) {
            return deadline;
        }
        long nanos = machinery.settings().attemptTimeout().toNanos() << Math.min(timeouts, TIMEOUT_DOUBLINGS_MAX);
        return deadline.minimum(Deadline.after(nanos, TimeUnit.NANOSECONDS));
    }

    private void ended(Attempt<R> ended, @Nullable R response, @Nullable StatorException said, Status status) {
        attempt = null;
        if (status.isOk()) {
            machinery.connections().answered(ended.address());
            learnLoad(true);
            answered(Objects.requireNonNull(response));
            return;
        }
        AttemptFailure failure = AttemptFailure.of(ended, repeat, said, status);
        // A request that was kept back here says nothing of the node.
        if (said == null || ended.maybeSent()) {
            if (said != null) {
                learnLoad(said.code() != ErrorCode.THROTTLING);
            }
            learnHealth(ended, failure.health());
        }
        failed(failure);
    }

    private void answered(R response) {
        if (destination.answered(response)) {
            result.complete(response);
        } else {
            lastError = new StatorException(ErrorCode.THROTTLING, "A part was refused");
            backOff();
        }
    }

    private void learnLoad(boolean accepted) {
        AdaptiveThrottle throttleThen = throttle;
        if (throttleThen != null && accepted) {
            throttleThen.accepted();
        } else if (throttleThen != null) {
            throttleThen.refused();
        }
    }

    private void learnHealth(Attempt<R> ended, Health health) {
        switch (health) {
            case GOOD -> machinery.connections().answered(ended.address());
            case UNREACHABLE -> machinery.connections().suspect(ended.address(), health);
            case STALLED -> {
                timeouts++;
                // At the end of a call's deadline a node may have had hardly any time.
                if (isOverdue(ended, System.nanoTime())) {
                    machinery.connections().suspect(ended.address(), health);
                }
            }
        }
    }

    private boolean isOverdue(Attempt<R> started, long nowNanos) {
        return nowNanos - started.startedNanos()
                >= machinery.settings().attemptTimeout().toNanos();
    }

    private void failed(AttemptFailure failure) {
        boolean newRound = destination.failed(failure);
        lastError = failure.error();
        if (newRound) {
            newRound();
        } else if (failure.error().code() == ErrorCode.TRANSACTION_IN_PROGRESS && destination.inDoubt()) {
            // The attempt in doubt is the one in progress: it is asked for until it is decided.
            backOff();
        } else if (!failure.again()) {
            end(failure.error());
        } else if (failure.error().code() == ErrorCode.THROTTLING) {
            backOff();
        } else if (failure.error().code() == ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED) {
            awaitThroughput(failure.error());
        } else {
            step();
        }
    }

    /**
     * Another node would have no more of it: what one refuses is the table's. Of a write that an earlier attempt may have done,
     * a refusal says nothing: it is asked for until a node knows.
     */
    private void awaitThroughput(StatorException refusal) {
        if (machinery.settings().throughputAwaited() || destination.inDoubt()) {
            rounds = Math.max(rounds, Backoff.THROUGHPUT_FAILURES);
            backOff();
        } else {
            end(refusal);
        }
    }

    private void backOff() {
        long delayNanos = Math.min(
                machinery.backoff().delayNanos(rounds++), Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        machinery.openCalls().later(this, this::newRound, delayNanos);
    }

    private boolean mustStop() {
        if (result.isDone()) {
            return true;
        }
        if (machinery.openCalls().isClosed()) {
            end(closed());
            return true;
        }
        if (deadline.isExpired()) {
            end(timedOut());
            return true;
        }
        return false;
    }

    private void end(StatorException error) {
        boolean holdsForAll = !destination.inDoubt() || destination.decidesAll(error.code());
        result.completeExceptionally(holdsForAll ? error : unknown(error));
    }

    private static StatorException unknown(StatorException last) {
        return last.code() == ErrorCode.OUTCOME_UNKNOWN
                ? last
                : new StatorException(
                        ErrorCode.OUTCOME_UNKNOWN,
                        "An attempt may have been applied, or may yet be; at last: " + last.getMessage(),
                        last);
    }

    /** Nothing is under way here, so nothing was done unless an attempt is in doubt. */
    private StatorException timedOut() {
        StatorException last = lastError;
        if (last == null) {
            return new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The deadline is over before anything was sent");
        }
        if (last.code() == ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED) {
            return last;
        }
        ErrorCode code = last.code() == ErrorCode.THROTTLING ? ErrorCode.THROTTLING : ErrorCode.SERVICE_UNAVAILABLE;
        return new StatorException(code, "No answer within the deadline; at last: " + last.getMessage(), last);
    }

    private static StatorException closed() {
        return new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The client is closed");
    }

    /** Another thread's look at a call that may hang on a paused node. */
    @Override
    public void checkProgress(long nowNanos) {
        Attempt<R> current = attempt;
        if (current != null) {
            current.checkDeadline(nowNanos);
        }
        if (repeat != Repeat.FORBIDDEN || current == null || current == knownSlow || !isOverdue(current, nowNanos)) {
            return;
        }
        knownSlow = current;
        machinery.connections().suspect(current.address(), Health.STALLED);
        if (current.maybeSent()) {
            destination.slow();
        } else {
            current.cancel();
        }
    }

    /** What is under way may be done, or may have been. */
    @Override
    public void fail(RuntimeException bug) {
        Attempt<R> current = attempt;
        boolean unknown = repeat != Repeat.HARMLESS && current != null && current.maybeSent();
        ErrorCode code = unknown ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.INTERNAL_SERVER_ERROR;
        end(new StatorException(code, "The call failed by a bug of the client: " + bug, bug));
    }

    /** The channels are shut down: what is under way ends by itself, what waits must be ended. */
    @Override
    public void close() {
        if (attempt == null) {
            end(closed());
        }
    }
}
