package io.stator.client;

import java.util.ArrayList;
import java.util.List;

/**
 * Up to 100 keys of any tables, of which the items are read as they were at one moment. Each may have its own projection;
 * whether a get is strong or eventual does not matter here: all are strong. Immutable.
 */
public record TransactGet(List<Get> gets) {
    public TransactGet {
        gets = List.copyOf(gets);
    }

    public static TransactGet of() {
        return new TransactGet(List.of());
    }

    /** Its {@link Get#consistency} does not matter. */
    public TransactGet get(Get get) {
        List<Get> more = new ArrayList<>(gets);
        more.add(get);
        return new TransactGet(more);
    }
}
