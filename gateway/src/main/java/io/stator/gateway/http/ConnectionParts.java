package io.stator.gateway.http;

import java.util.function.BooleanSupplier;

/** What all connections share. */
record ConnectionParts(HttpLimits limits, HttpHandler handler, HeldBytes held, BooleanSupplier ending) {}
