package io.stator.server.bench.http;

import java.time.Duration;
import java.util.List;

/**
 * How to get at the DynamoDB API of a cluster.
 *
 * @param addresses host:port of gateways, used in turn
 * @param underWayMax of calls at each of them, so many connections; more wait
 * @param timeout of one call, waiting included
 */
public record GatewayAccess(List<String> addresses, AccessKey key, int underWayMax, Duration timeout) {
    /** Any: a cluster is wherever its clients think it is. */
    public static final String REGION = "us-east-1";

    public GatewayAccess {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || underWayMax < 1) {
            throw new IllegalArgumentException("no gateway, or no connection to it");
        }
    }
}
