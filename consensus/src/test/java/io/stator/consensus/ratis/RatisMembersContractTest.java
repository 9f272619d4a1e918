package io.stator.consensus.ratis;

import io.stator.consensus.MembersContract;
import io.stator.consensus.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.ratis.server.RaftServerConfigKeys;

class RatisMembersContractTest extends MembersContract {
    @Override
    protected TestCluster newCluster(int nodes, Path directory) throws IOException {
        return new RatisTestCluster(
                nodes,
                directory,
                settings -> settings.withEngineProperty(RaftServerConfigKeys.STAGING_TIMEOUT_KEY, "3s"));
    }
}
