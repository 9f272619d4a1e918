package io.stator.client.routing;

import io.stator.model.Item;
import org.jspecify.annotations.Nullable;

/**
 * One key or write of a batch.
 *
 * @param keyed has the key attributes
 * @param payload as it stands in the request
 * @param identity of a write
 */
record BatchEntry<P>(
        String table,
        PartitionCall.Access access,
        Item keyed,
        P payload,
        @Nullable WriteIdentity identity) {}
