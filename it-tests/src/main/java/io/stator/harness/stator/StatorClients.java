package io.stator.harness.stator;

import io.stator.client.StatorClientBuilder;
import io.stator.harness.stator.client.StatorTableClient;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.stator.cluster.StatorCluster;
import io.stator.harness.stator.sdk.SdkTableClient;
import io.stator.harness.workload.Registers;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Ways to one cluster, all of one kind.
 *
 * @param ofAll knows all nodes
 * @param ofOne each speaks to one of the nodes that the cluster began with, whatever that is told: what the node does not do
 *     itself fails; or, by a client of the DynamoDB API, what it does not do, by itself or by asking others
 */
record StatorClients(TableClient ofAll, List<TableClient> ofOne) {
    /** Of one operation, so that no worker is kept for long by a cluster that does not answer. */
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    /** Of one operation by a node that may not lead what it is asked for: it is asked until this is over. */
    private static final Duration DEADLINE_OF_ONE = Duration.ofSeconds(1);

    StatorClients {
        ofOne = List.copyOf(ofOne);
    }

    /** With short time-outs. */
    static StatorClients of(StatorCluster cluster, ClientKind kind) {
        return switch (kind) {
            case STATOR ->
                new StatorClients(
                        stator(cluster.clientOfAll(), DEADLINE),
                        cluster.nodes().stream()
                                .map(node -> stator(cluster.clientOf(node), DEADLINE_OF_ONE))
                                .toList());
            case AWS_SDK ->
                new StatorClients(
                        sdkOfAllNodes(cluster),
                        cluster.gateways().stream().map(StatorClients::sdkOfOne).toList());
        };
    }

    private static TableClient stator(StatorClientBuilder client, Duration deadline) {
        return new StatorTableClient(client.deadline(deadline).build());
    }

    private static TableClient sdkOfAllNodes(StatorCluster cluster) {
        SdkTableClient client = new SdkTableClient(cluster::gateways, DEADLINE);
        client.warmUp();
        return client;
    }

    private static TableClient sdkOfOne(URI node) {
        return new SdkTableClient(() -> List.of(node), DEADLINE_OF_ONE);
    }

    /** The same registers, by each node. */
    List<Registers> windows(String table) {
        return ofOne.stream()
                .map(client -> (Registers) StatorRegisters.spread(client, table))
                .toList();
    }

    void close() {
        ofAll.close();
        ofOne.forEach(TableClient::close);
    }
}
