package io.stator.txn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of an exchange with partitions, as a state machine: what comes in is an answer or the passing of time, what comes out
 * are messages to be sent, in any order. It may be abandoned at any moment, as by a crash: somebody else's recovery ends
 * what it left. Not thread-safe.
 *
 * @param <R> what it is for
 */
public interface Conversation<R> {

    /** To be called once, first. @param now a stamp of the driver's clock, here and below */
    List<TransactionMessage> start(long now);

    /** @param answer to the message; one that came twice or is of no use any more changes nothing */
    List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now);

    /** To be called from time to time: sends again what was not answered, and gives up what took too long. */
    List<TransactionMessage> tick(long now);

    /** Null until it is known. It does not change, and may be known before the conversation {@link #isOver}. */
    @Nullable
    R result();

    /** Whether nothing is left to be sent or to be waited for. */
    boolean isOver();
}
