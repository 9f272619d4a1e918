package io.stator.server.grpc;

import java.util.Locale;

/** What a node is asked to do, as metrics and logs name it. */
public enum Operation {
    PUT,
    UPDATE,
    DELETE,
    GET,
    QUERY,
    SCAN,
    BATCH_GET,
    BATCH_WRITE,
    TRANSACT_WRITE,
    TRANSACT_GET,
    TRANSACTION_STEPS,
    CREATE_TABLE,
    DESCRIBE_TABLE,
    LIST_TABLES,
    DELETE_TABLE,
    UPDATE_TABLE,
    TAG_TABLE,
    UNTAG_TABLE,
    UPDATE_TIME_TO_LIVE,
    ADD_USER,
    LIST_USERS,
    REMOVE_USER,
    PARTITION_MAP,
    NODE_STATUS,
    START_DIGEST,
    GET_DIGEST,
    LIST_TRANSACTIONS,
    IDENTIFY,
    INSTALL_TABLE,
    DROP_TABLE,
    LOOK_UP_TABLE,
    LOOK_UP_PARTITION,
    CHANGE_MEMBERS,
    ADMIT_NODE,
    REMOVE_NODE,
    SHARE_THROUGHPUT,
    SHARE_TABLE_SIZES;

    /** Lower case, with underscores. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
