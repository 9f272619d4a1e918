package io.stator.server.bench.http;

import java.util.Optional;
import java.util.ServiceLoader;

/** A kind of client of the DynamoDB API. Found by {@link ServiceLoader}, for what is on the class path in a source tree only. */
public interface ItemCallsProvider {

    /** As on the command line. */
    String label();

    /** Connects to nobody yet. */
    ItemCalls open(GatewayAccess access);

    /** Bench's own, or one that is on the class path. */
    static Optional<ItemCallsProvider> named(String label) {
        ItemCallsProvider lean = new LeanProvider();
        if (lean.label().equals(label)) {
            return Optional.of(lean);
        }
        return ServiceLoader.load(ItemCallsProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.label().equals(label))
                .findFirst();
    }
}
