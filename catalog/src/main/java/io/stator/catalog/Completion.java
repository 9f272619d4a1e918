package io.stator.catalog;

/** When a call that makes, changes or deletes a table completes. */
public enum Completion {
    /** It is in the catalog, which sees it through whatever happens; the table is CREATING, UPDATING or DELETING. */
    DECIDED,
    /** It has been done on every partition, as far as they need to know. */
    DONE
}
