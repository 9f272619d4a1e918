package io.stator.client;

import java.util.ArrayList;
import java.util.List;

/** Up to 100 keys, no key twice. Immutable. */
public record BatchGet(List<Get> gets) {
    public BatchGet {
        gets = List.copyOf(gets);
    }

    public static BatchGet of() {
        return new BatchGet(List.of());
    }

    /** Strong or eventual, and projected, as the get says; all gets of one table alike. */
    public BatchGet get(Get get) {
        List<Get> more = new ArrayList<>(gets);
        more.add(get);
        return new BatchGet(more);
    }
}
