package io.stator.catalog;

/** Told of each change of this node's view of the catalog. */
@FunctionalInterface
public interface CatalogListener {
    void changed(CatalogView view);
}
