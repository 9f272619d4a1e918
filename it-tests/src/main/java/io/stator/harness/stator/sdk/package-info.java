/**
 * The workloads' port of a client, by the AWS SDK for Java, which only this package sees: {@link
 * io.stator.harness.stator.sdk.SdkTableClient}. What a call's end says of its attempts is decided in {@code CallFailure};
 * start reading there.
 */
@NullMarked
package io.stator.harness.stator.sdk;

import org.jspecify.annotations.NullMarked;
