package io.stator.gateway.operation;

import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;

/** One item of a transaction, after all that can be checked without its table. */
sealed interface TransactedItem permits TransactedWrite, TransactedRead {
    /** As the request calls it. */
    String calledTable();

    /** Has the key attributes, if it fits. */
    Item keyed();

    /** @throws StatorException a ValidationException: for what DynamoDB cancels the transaction because of this item */
    void requireFit(TableInfo table);

    /**
     * For what fits.
     *
     * @throws StatorException a ValidationException: for what DynamoDB refuses the request as a whole
     */
    void requireValid(TableInfo table);
}
