package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusHost;
import io.stator.consensus.GroupId;
import io.stator.consensus.JournalStore;
import io.stator.consensus.Member;
import io.stator.consensus.TestCluster;
import io.stator.consensus.TestPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;

/** Hosts in this process, talking over 127.0.0.1. */
final class RatisTestCluster extends TestCluster {
    static final int ELECTION_MIN_MILLIS = 600;
    static final int LEASE_MILLIS = 150;

    private final Path directory;
    private final UnaryOperator<RatisSettings> change;
    private final IntFunction<RatisPorts> ports;

    RatisTestCluster(int nodes, Path directory) throws IOException {
        this(nodes, directory, settings -> settings);
    }

    RatisTestCluster(int nodes, Path directory, UnaryOperator<RatisSettings> change) throws IOException {
        this(nodes, directory, change, node -> RatisPorts.production());
    }

    @SuppressWarnings("this-escape")
    RatisTestCluster(int nodes, Path directory, UnaryOperator<RatisSettings> change, IntFunction<RatisPorts> ports)
            throws IOException {
        this.directory = directory;
        this.change = change;
        this.ports = ports;
        begin(freeMembers(nodes));
    }

    static List<Member> freeMembers(int nodes) {
        List<Integer> free = TestPorts.find(nodes);
        return IntStream.range(0, nodes)
                .mapToObj(node -> new Member("n" + node, "127.0.0.1:" + free.get(node)))
                .toList();
    }

    /** Other tests' clusters are in this process, too. */
    static boolean isOf(GroupId group, RaftRpcRequestProto request) {
        return request.getRaftGroupId().getId().equals(Members.toRatis(group).toByteString());
    }

    Path directory(int node) {
        return directory.resolve("node" + node);
    }

    @Override
    protected ConsensusHost newHost(int node, JournalStore store) {
        Member member = members().get(node);
        int port = Integer.parseInt(member.address().substring(member.address().indexOf(':') + 1));
        RatisSettings settings = RatisSettings.of(directory(node), member.id(), "127.0.0.1", port)
                .withElection(ELECTION_MIN_MILLIS, 1200, LEASE_MILLIS)
                .withLog(1 << 20, 64 << 20, 10_000, 2);
        return new RatisHost(change.apply(settings), store, ports.apply(node));
    }
}
