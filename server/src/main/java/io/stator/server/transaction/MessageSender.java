package io.stator.server.transaction;

import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.List;
import java.util.function.BiConsumer;

/** Brings messages of one conversation to where they belong. Thread-safe. */
public interface MessageSender {
    /**
     * Does not block.
     *
     * @param answered is told each answer that comes, on any thread, this one included; what is lost has none
     */
    void send(List<TransactionMessage> messages, BiConsumer<TransactionMessage, TransactionAnswer> answered);
}
