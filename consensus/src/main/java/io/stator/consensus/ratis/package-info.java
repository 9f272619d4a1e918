/**
 * The port on Apache Ratis; nothing outside this package sees Ratis.
 *
 * <p>Start at {@link io.stator.consensus.ratis.RatisHost}. A proposal goes {@code RatisReplica} →
 * {@code EntryBatcher} (joins it with its neighbours) → {@code LogEntryFormat} → Ratis' log → {@code
 * GroupStateMachine} (applies, on every replica) → back through its {@code PendingEntry}. {@code
 * Lease} decides when a leader may answer; {@code Checkpoints} and {@code CheckpointSchedule} keep the log
 * short; {@code SendingPlan}, {@code SendingPlaces} and {@code SendingPace} say when one is sent to a replica that
 * lags. {@code RatisProperties} says where we differ from Ratis' defaults, {@code PacedLogAppender} and {@code
 * DurableAppends} from its code.
 */
@NullMarked
package io.stator.consensus.ratis;

import org.jspecify.annotations.NullMarked;
