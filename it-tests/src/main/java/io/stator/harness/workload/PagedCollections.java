package io.stator.harness.workload;

/**
 * A system of named collections whose elements have an order and are read page by page: {@link
 * io.stator.harness.history.Function.AddElement}, {@link io.stator.harness.history.Function.RemoveElement} and {@link
 * io.stator.harness.history.Function.Walk}. An element's name is its collection's, a slash, and what it is ordered
 * by among those of its collection. A walk of the key {@link #ALL} goes through all collections. Thread-safe.
 */
@FunctionalInterface
public interface PagedCollections extends KeyedSystem {
    String ALL = "*";

    /** The name of an element. */
    static String element(String collection, String order) {
        return collection + "/" + order;
    }
}
