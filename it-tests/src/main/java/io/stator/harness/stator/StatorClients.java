package io.stator.harness.stator;

import io.stator.client.StatorClient;
import io.stator.harness.workload.Registers;
import java.util.List;

/**
 * Ways to one cluster.
 *
 * @param ofAll knows all nodes
 * @param ofOne each speaks to one of the nodes that the cluster began with, whatever that is told: what the node does not do itself fails
 */
record StatorClients(StatorClient ofAll, List<StatorClient> ofOne) {
    StatorClients {
        ofOne = List.copyOf(ofOne);
    }

    /** The same registers, by each node. */
    List<Registers> windows(String table) {
        return ofOne.stream()
                .map(client -> (Registers) StatorRegisters.spread(client, table))
                .toList();
    }

    void close() {
        ofAll.close();
        ofOne.forEach(StatorClient::close);
    }
}
