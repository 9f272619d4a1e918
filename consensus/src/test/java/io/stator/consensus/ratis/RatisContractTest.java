package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusContract;
import io.stator.consensus.TestCluster;
import java.io.IOException;
import java.nio.file.Path;

class RatisContractTest extends ConsensusContract {
    @Override
    protected TestCluster newCluster(int nodes, Path directory) throws IOException {
        return new RatisTestCluster(nodes, directory);
    }
}
