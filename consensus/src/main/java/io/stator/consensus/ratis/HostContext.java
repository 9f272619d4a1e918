package io.stator.consensus.ratis;

import io.stator.consensus.StateMachineFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;

/**
 * What the replicas of one host share.
 *
 * @param budget of what waits to be answered
 * @param answers runs what proposals' answers trigger
 * @param checkpointing one thread: replicas write their checkpoints one after the other
 * @param caller names this host, since this start, as the author of its entries
 */
record HostContext(
        RatisSettings settings,
        RatisPorts ports,
        StateMachineFactory factory,
        ProposalBudget budget,
        Executor answers,
        ScheduledExecutorService timer,
        Executor checkpointing,
        ClientId caller,
        AtomicLong callIds) {}
