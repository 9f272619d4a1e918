package io.stator.server.bench.http;

/** {@link LeanCalls}. */
final class LeanProvider implements ItemCallsProvider {
    static final String LABEL = "lean";

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public ItemCalls open(GatewayAccess access) {
        return new LeanCalls(access);
    }
}
