package io.stator.harness.stator.cluster;

import io.stator.client.StatorClient;
import io.stator.client.StatorClientBuilder;
import io.stator.client.routing.ChannelFactory;
import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.server.launch.PartitionDigest;
import java.time.Duration;
import java.util.List;

/**
 * A cluster under test whose nodes run Stator. This program reaches every node past the faults of the
 * links between nodes, as a client in a network of its own would; a node that is down or stands still
 * does not answer it either. {@link #addresses}, {@link #channels}, {@link #clientOfAll} and {@link
 * #clientOf} may be called from any thread.
 */
public interface StatorCluster extends ClusterUnderTest {
    /** host:port of every node, ascending by number, as the nodes name themselves; for {@link #channels}. */
    List<String> addresses();

    /** Opens channels to these addresses, and to those that nodes answer with. */
    ChannelFactory channels();

    /**
     * Has each partition compute a digest at one log index in each of its replicas, and collects them.
     *
     * @throws RuntimeException if a partition has no leader that starts it in time
     */
    List<PartitionDigest> digests(Duration timeLimit);

    /** A client of the whole cluster, to be finished with time-outs and built. */
    default StatorClientBuilder clientOfAll() {
        return StatorClient.builder().addresses(addresses()).channels(channels());
    }

    /**
     * A client that speaks to one node alone, whatever nodes it is told of: what that node does not do
     * itself fails.
     *
     * @param node from 1
     */
    default StatorClientBuilder clientOf(int node) {
        String only = addresses().get(node - 1);
        ChannelFactory channels = channels();
        return StatorClient.builder().addresses(List.of(only)).channels(address -> channels.open(only));
    }
}
