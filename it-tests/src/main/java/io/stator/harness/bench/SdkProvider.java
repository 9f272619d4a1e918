package io.stator.harness.bench;

import io.stator.server.bench.http.GatewayAccess;
import io.stator.server.bench.http.ItemCalls;
import io.stator.server.bench.http.ItemCallsProvider;

/** {@link SdkCalls}. */
public final class SdkProvider implements ItemCallsProvider {
    @Override
    public String label() {
        return "sdk";
    }

    @Override
    public ItemCalls open(GatewayAccess access) {
        return new SdkCalls(access);
    }
}
