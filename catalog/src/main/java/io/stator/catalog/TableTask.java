package io.stator.catalog;

import io.stator.model.TableInfo;

/** What is still to be done on every partition before a table is what somebody asked for. */
enum TableTask {
    /** Made known, so that it becomes ACTIVE. */
    INSTALL,
    /** Taken away, so that it can be forgotten. */
    DROP,
    /** Nothing on the partitions: an UPDATING table becomes ACTIVE again. */
    CONFIRM,
    /** An ACTIVE table made known anew, with its time to live. */
    TELL,
    NONE;

    static TableTask of(TableInfo table) {
        return switch (table.status()) {
            case CREATING -> INSTALL;
            case UPDATING -> CONFIRM;
            case DELETING -> DROP;
            case ACTIVE -> table.properties().timeToLive().isPending() ? TELL : NONE;
        };
    }

    /** Whether who does one table's task has also done the other's: they are one table at two times. */
    static boolean isSame(TableInfo one, TableInfo other) {
        return of(one) == of(other)
                && (of(one) != TELL
                        || one.properties().timeToLive().version()
                                == other.properties().timeToLive().version());
    }
}
