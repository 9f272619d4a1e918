package io.stator.txn;

import com.google.protobuf.ByteString;

/** What a commit does to an item. The new image is complete: nothing is evaluated again. */
public sealed interface Change {

    /**
     * @param item as it is to be stored
     * @param sizeBytes by DynamoDB's rule
     */
    record Put(ByteString item, int sizeBytes) implements Change {}

    record Delete() implements Change {}

    /** The item was looked at and must stay as it is until the decision: a condition check, or a delete of what is not there. */
    record Nothing() implements Change {}
}
