/**
 * A Raft host: groups of replicas that apply the same commands in the same order.
 *
 * <p>{@link io.stator.consensus.ConsensusHost} runs the replicas of one node, {@link
 * io.stator.consensus.Replica} is one of them, {@link io.stator.consensus.StateMachine} is what it
 * drives, {@link io.stator.consensus.StrongRead} reads it. {@code io.stator.consensus.ratis} implements them on Apache
 * Ratis, {@code io.stator.consensus.memory} in one process without disks, for tests. Nothing of Stator is needed besides
 * this module. A counter, replicated (here on one node; on three, each runs the same with its own id):
 *
 * <pre>{@code
 * Member self = new Member("node-1", "127.0.0.1:" + port);
 * RatisSettings settings = RatisSettings.of(directory, self.id(), "127.0.0.1", port);
 * GroupId counters = new GroupId(UUID.nameUUIDFromBytes("counters".getBytes(UTF_8)));
 * Counter counter = new Counter();
 * try (ConsensusHost host = new RatisHost(settings, group -> counter)) {
 *     host.start();
 *     host.add(counters, List.of(self));
 *     Replica<Long> replica = host.<Long>replica(counters).orElseThrow();
 *     while (!replica.status().readyToServe()) {
 *         Thread.onSpinWait();
 *     }
 *     long five = replica.propose(new byte[] {5}).get();
 *     long twelve = replica.propose(new byte[] {7}).get();
 *     long read = StrongRead.of(replica, counter::value).get();
 * }
 * }</pre>
 *
 * where the counter adds up what it is given. It keeps its state in memory, so it says -1 after a start and is given the
 * log again; one that keeps its state on disk says how far it is, and is given the rest:
 *
 * <pre>{@code
 * public List<Long> apply(LogPosition position, List<ByteBuffer> commands) {
 *     List<Long> answers = new ArrayList<>();
 *     for (ByteBuffer command : commands) {
 *         value += command.get(0);
 *         answers.add(value);
 *     }
 *     appliedIndex = position.index();
 *     return answers;
 * }
 * }</pre>
 */
@NullMarked
package io.stator.consensus;

import org.jspecify.annotations.NullMarked;
