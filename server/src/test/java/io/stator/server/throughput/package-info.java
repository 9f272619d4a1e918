/** Provisioned throughput, with a clock that tests move. */
@org.jspecify.annotations.NullMarked
package io.stator.server.throughput;
