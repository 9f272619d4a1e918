/** A node's DynamoDB API: the gateway, over this node's data calls and its users. Start reading at {@link io.stator.server.gateway.NodeGateway}. */
@NullMarked
package io.stator.server.gateway;

import org.jspecify.annotations.NullMarked;
