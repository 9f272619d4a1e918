/**
 * The gRPC services of a node, and what serves them: {@link io.stator.server.grpc.NodeServer} is the server with its
 * limits, {@link io.stator.server.grpc.CallAnswers} how every call ends. A routed request is checked and served by
 * this node's replica, or refused with the right place; one without a route goes through the client's routing.
 *
 * <p>Nothing here blocks: everything is futures, so calls run on the connections' own threads.
 */
@NullMarked
package io.stator.server.grpc;

import org.jspecify.annotations.NullMarked;
