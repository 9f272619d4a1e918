package io.stator.consensus.memory;

import io.stator.consensus.MembersContract;
import io.stator.consensus.TestCluster;
import java.io.IOException;
import java.nio.file.Path;

class InMemoryMembersContractTest extends MembersContract {
    @Override
    protected TestCluster newCluster(int nodes, Path directory) throws IOException {
        return new InMemoryContractTest.Cluster(nodes);
    }
}
