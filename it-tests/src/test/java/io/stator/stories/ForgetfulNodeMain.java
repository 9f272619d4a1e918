package io.stator.stories;

import io.stator.consensus.GroupId;
import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.server.NodeParts;
import io.stator.server.replica.ReplicaStateMachines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A node that, if it is n2, forgets one write of each partition: it applies the write before it once more. */
public final class ForgetfulNodeMain {
    private static final String FORGETFUL = "n2";

    private ForgetfulNodeMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        FaultyNode.run(
                arguments,
                settings -> settings.nodeId().equals(FORGETFUL)
                        ? NodeParts.production().withStateMachines(new Forgetting())
                        : NodeParts.production());
    }

    private static final class Forgetting implements ReplicaStateMachines.Wrapper {
        @Override
        public <R> StateMachine<R> wrap(GroupId group, StateMachine<R> stateMachine) {
            return new ForgetfulStateMachine<>(stateMachine);
        }
    }

    private static final class ForgetfulStateMachine<R> implements StateMachine<R> {
        private final StateMachine<R> right;
        private boolean forgot;

        ForgetfulStateMachine(StateMachine<R> right) {
            this.right = right;
        }

        @Override
        public long appliedIndex() {
            return right.appliedIndex();
        }

        @Override
        public List<R> apply(LogPosition position, List<ByteBuffer> commands) throws IOException {
            int last = commands.size() - 1;
            if (forgot || last < 1) {
                return right.apply(position, commands);
            }
            forgot = true;
            List<ByteBuffer> without = new ArrayList<>(commands);
            without.set(last, commands.get(last - 1).duplicate());
            return right.apply(position, without);
        }

        @Override
        public long checkpoint(Path directory) throws IOException {
            return right.checkpoint(directory);
        }

        @Override
        public void restore(Path directory) throws IOException {
            right.restore(directory);
        }

        @Override
        public void close() throws IOException {
            right.close();
        }
    }
}
