/**
 * DynamoDB's HTTP/JSON protocol in front of a cluster. {@code Gateway} takes a request that has been
 * received whole, finds out which {@link io.stator.gateway.ApiOperation} is meant and who asks, and turns whatever goes
 * wrong into DynamoDB's own error. The operations, in {@code gateway.operation}, know no HTTP.
 *
 * <p>Start reading at {@code Gateway}. It uses {@code gateway.http} for sockets, {@code gateway.auth} for signatures,
 * {@code gateway.error} for what an error looks like, {@code gateway.json} for bodies; none of these uses it.
 */
@NullMarked
package io.stator.gateway;

import org.jspecify.annotations.NullMarked;
