package io.stator.clients;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.CreateDynamoDBTableOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import com.amazonaws.services.dynamodbv2.model.LockCurrentlyUnavailableException;
import com.amazonaws.services.dynamodbv2.model.LockNotGrantedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/** Locks in a table, by dynamodb-lock-client: everything of it is a conditional write. */
final class LockClient {
    private static final long LEASE_SECONDS = 4;
    private static final ProvisionedThroughput THROUGHPUT = ProvisionedThroughput.builder()
            .readCapacityUnits(100L)
            .writeCapacityUnits(100L)
            .build();
    private static final int WORKERS = 4;
    private static final int ROUNDS = 5;

    private final Steps steps = new Steps();
    private final DynamoDbClient client;
    private final String table = Steps.table("locks");

    private LockClient(DynamoDbClient client) {
        this.client = client;
    }

    public static void main(String[] arguments) throws Exception {
        try (DynamoDbClient client = Steps.client()) {
            LockClient program = new LockClient(client);
            program.create();
            program.oneAtATime();
            program.afterADeath();
            program.counting();
            program.delete();
            program.steps.exit();
        }
    }

    private void create() {
        steps.gives("createLockTableInDynamoDB", true, () -> {
            AmazonDynamoDBLockClient.createLockTableInDynamoDB(
                    CreateDynamoDBTableOptions.builder(client, THROUGHPUT, table)
                            .withPartitionKeyName("lock")
                            .build());
            return true;
        });
        steps.gives("the table comes to be", true, () -> {
            client.waiter().waitUntilTableExists(request -> request.tableName(table));
            try (AmazonDynamoDBLockClient locks = owner("asks", true)) {
                return locks.lockTableExists();
            }
        });
    }

    private void oneAtATime() throws Exception {
        try (AmazonDynamoDBLockClient ada = owner("ada", true);
                AmazonDynamoDBLockClient bob = owner("bob", true)) {
            LockItem held = ada.acquireLock(AcquireLockOptions.builder("door")
                    .withData(StandardCharsets.UTF_8.encode("in a meeting"))
                    .build());
            steps.gives("a lock is acquired", "ada", held::getOwnerName);
            steps.gives("its data is read by another", "in a meeting", () -> text(bob.getLock("door", Optional.empty())));
            steps.refused(
                    "another does not get it",
                    LockCurrentlyUnavailableException.class,
                    "",
                    () -> bob.acquireLock(AcquireLockOptions.builder("door")
                            .withShouldSkipBlockingWait(true)
                            .build()));
            steps.gives("heartbeats keep it for longer than its lease", false, () -> bob.tryAcquireLock(
                            AcquireLockOptions.builder("door")
                                    .withAdditionalTimeToWaitForLock(LEASE_SECONDS)
                                    .withTimeUnit(TimeUnit.SECONDS)
                                    .build())
                    .isPresent());
            steps.gives("it is released", true, () -> ada.releaseLock(held));
            steps.gives("then another gets it", true, () -> bob.tryAcquireLock(
                            AcquireLockOptions.builder("door").build())
                    .isPresent());
        }
    }

    private void afterADeath() throws Exception {
        // Without a heartbeat: as if its process had died.
        AmazonDynamoDBLockClient dead = owner("dead", false);
        LockItem held = dead.acquireLock(AcquireLockOptions.builder("orphan").build());
        try (AmazonDynamoDBLockClient heir = owner("heir", true)) {
            steps.gives("what its owner left is taken over after its lease", "heir", () -> heir.acquireLock(
                            AcquireLockOptions.builder("orphan").build())
                    .getOwnerName());
            steps.gives("the dead one's release does not take it away", false, () -> dead.releaseLock(held));
            steps.refused(
                    "nor does its heartbeat get through",
                    LockNotGrantedException.class,
                    "",
                    () -> {
                        dead.sendHeartbeat(held);
                        return "sent";
                    });
            steps.gives("the heir has it", "heir", () -> heir.getLock("orphan", Optional.empty())
                    .orElseThrow()
                    .getOwnerName());
        }
        dead.close();
    }

    /** A counter that only its lock protects. */
    private void counting() throws Exception {
        int[] counter = new int[1];
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                String name = "worker-" + worker;
                ends.add(workers.submit(() -> {
                    countUnderLock(name, counter);
                    return true;
                }));
            }
            steps.gives("a counter under a lock counts each of " + WORKERS * ROUNDS, WORKERS * ROUNDS, () -> {
                for (Future<?> end : ends) {
                    end.get();
                }
                return counter[0];
            });
        } finally {
            workers.shutdownNow();
        }
    }

    private void countUnderLock(String name, int[] counter) throws Exception {
        try (AmazonDynamoDBLockClient locks = owner(name, true)) {
            for (int round = 0; round < ROUNDS; round++) {
                LockItem held = locks.acquireLock(AcquireLockOptions.builder("counter")
                        .withRefreshPeriod(50L)
                        .withAdditionalTimeToWaitForLock(60_000L)
                        .withTimeUnit(TimeUnit.MILLISECONDS)
                        .build());
                int seen = counter[0];
                Thread.yield();
                counter[0] = seen + 1;
                locks.releaseLock(held);
            }
        }
    }

    private void delete() {
        steps.gives("the table is deleted", true, () -> {
            client.deleteTable(request -> request.tableName(table));
            return client.waiter()
                    .waitUntilTableNotExists(request -> request.tableName(table))
                    .matched()
                    .exception()
                    .isPresent();
        });
    }

    private AmazonDynamoDBLockClient owner(String name, boolean heartbeat) {
        return new AmazonDynamoDBLockClient(AmazonDynamoDBLockClientOptions.builder(client, table)
                .withPartitionKeyName("lock")
                .withOwnerName(name)
                .withTimeUnit(TimeUnit.SECONDS)
                .withLeaseDuration(LEASE_SECONDS)
                .withHeartbeatPeriod(1L)
                .withCreateHeartbeatBackgroundThread(heartbeat)
                .build());
    }

    private static String text(Optional<LockItem> lock) {
        return StandardCharsets.UTF_8.decode(lock.orElseThrow().getData().orElseThrow()).toString();
    }
}
