package io.stator.server.grpc;

import io.stator.server.throughput.ThroughputLimits;
import java.util.function.BooleanSupplier;

/**
 * What a node refuses though it could do it.
 *
 * @param diskIsFull while it says so, no write is begun
 * @param throughput what tables may consume here
 */
public record ServingRules(BooleanSupplier diskIsFull, ThroughputLimits throughput) {}
