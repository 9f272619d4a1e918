/**
 * An HTTP/1.1 server that bounds whatever a peer can make it hold or wait for. The only package that sees Netty. It
 * knows nothing of DynamoDB's operations; its answers bear the headers that DynamoDB puts on every one.
 *
 * <p>Start reading at {@code HttpServer}.
 */
@NullMarked
package io.stator.gateway.http;

import org.jspecify.annotations.NullMarked;
