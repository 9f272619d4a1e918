package io.stator.server.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.server.launch.NodeState;
import io.stator.server.launch.PartitionDigest;
import io.stator.server.launch.States;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final List<NodeState> STATES =
            List.of(States.ready().get(0), States.ready().get(1), States.down(3));

    private static final List<PartitionDigest> DIGESTS = List.of(new PartitionDigest(
            1,
            77,
            List.of(
                    new PartitionDigest.ReplicaDigest("n1", Optional.of("0123456789abcdef0123"), 5000, ""),
                    new PartitionDigest.ReplicaDigest("n2", Optional.of("fedcba9876543210fedc"), 4999, ""),
                    new PartitionDigest.ReplicaDigest("n3", Optional.empty(), 0, "not ready"))));

    @Test
    void statusIsAlignedText() {
        assertThat(StatusText.write("c", STATES, DIGESTS)).isEqualTo("""
                        cluster the-cluster in c: 2 of 3 nodes up

                        node  state  pid  clients         raft            metrics         up for      version
                        n1    up     101  127.0.0.1:9010  127.0.0.1:9011  127.0.0.1:9012  1 min 05 s  1.0
                        n2    up     102  127.0.0.1:9020  127.0.0.1:9021  127.0.0.1:9022  1 min 05 s  1.0
                        n3    down     -  127.0.0.1:9030  127.0.0.1:9031  127.0.0.1:9032  -           -

                        partition  replica  role      epoch  term  applied  committed  lag  checkpoint  log from  installed
                        catalog    n1       leader        1     3     1234       1235    0           -         0          0
                        catalog    n2       follower      1     3     1234       1235    7           -         0          0
                        1          n1       leader        1     3     1234       1235    0           -         0          0
                        1          n2       follower      1     3     1234       1235    7           -         0          0

                        partition  at index  replica  items  digest
                        1                77  n1       5,000  0123456789abcdef  DIFFERS
                        1                77  n2       4,999  fedcba9876543210  DIFFERS
                        1                77  n3           -  missing           not ready""");
    }

    @Test
    void aFullDiskIsSeen() {
        List<NodeState> states = List.of(States.diskLow(1));
        assertThat(StatusText.write("c", states, List.of()).lines())
                .anyMatch(line -> line.startsWith("n1    up, disk full  "));
        assertThat(StatusJson.write(states, List.of())).contains("\"disk_low\" : true");
    }

    @Test
    void statusIsJson() {
        String json = StatusJson.write(STATES, DIGESTS);
        assertThat(json)
                .contains("\"id\" : \"n1\"", "\"pid\" : 101", "\"role\" : \"LEADER\"", "\"lag_entries\" : 7")
                .contains("\"process\" : \"down\"", "\"agree\" : false", "\"problem\" : \"not ready\"");
    }
}
