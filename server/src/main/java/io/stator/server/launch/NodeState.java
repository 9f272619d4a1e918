package io.stator.server.launch;

import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.PartitionMap;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one node at one moment.
 *
 * @param pid of its process, if there is one
 * @param status what the node says about itself; empty if it does not answer
 * @param partitionMap as the node knows it; empty if it does not answer
 * @param problem why it does not answer; empty if it does
 */
public record NodeState(
        NodePlace place,
        ProcessState process,
        OptionalLong pid,
        Optional<NodeStatus> status,
        Optional<PartitionMap> partitionMap,
        String problem) {}
