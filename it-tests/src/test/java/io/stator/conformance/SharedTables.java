package io.stator.conformance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables that cases share, made once for a run, and the names of what each case has of its own. Not thread-safe. */
final class SharedTables {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Name in cases, and key schema: partition key, sort key if it has one. */
    private static final Map<String, String> SCHEMAS =
            Map.of("hash", "S", "range", "SS", "number", "SN", "binary", "SB", "hashN", "N", "hashB", "B");

    private final Map<String, String> names = new LinkedHashMap<>();
    private final String prefix;
    private int cases;

    private SharedTables(String prefix) {
        this.prefix = prefix;
    }

    /** @param prefix of the names of all tables of the run */
    static SharedTables create(Endpoints endpoints, String prefix) {
        SharedTables tables = new SharedTables(prefix);
        SCHEMAS.forEach((name, types) -> tables.names.put(name, prefix + "-" + name));
        tables.names.put("missing", prefix + "-missing");
        Names known = new Names(tables.names);
        SCHEMAS.forEach((name, types) -> {
            Answer answer = endpoints.send(Call.sdk("CreateTable", creation(name, types)), known);
            if (!answer.succeeded()) {
                throw new IllegalStateException("CreateTable of " + name + ": " + answer);
            }
        });
        SCHEMAS.keySet().forEach(name -> awaitActive(endpoints, known, name));
        Answer hash = endpoints.send(Call.sdk("DescribeTable", "{TableName: '@hash'}"), known);
        String arn = String.valueOf(((Map<?, ?>) hash.body().get("Table")).get("TableArn"));
        tables.names.put("hashArn", arn);
        tables.names.put("missingArn", tables.arn(arn, "missing"));
        return tables;
    }

    private String arn(String arnOfHash, String name) {
        return arnOfHash.replace(names.get("hash"), names.get(name));
    }

    private static String creation(String name, String types) {
        boolean sorted = types.length() > 1;
        String definitions = "{AttributeName: 'a', AttributeType: '" + types.charAt(0) + "'}"
                + (sorted ? ", {AttributeName: 'b', AttributeType: '" + types.charAt(1) + "'}" : "");
        String keys =
                "{AttributeName: 'a', KeyType: 'HASH'}" + (sorted ? ", {AttributeName: 'b', KeyType: 'RANGE'}" : "");
        return "{TableName: '@" + name + "', AttributeDefinitions: [" + definitions + "], KeySchema: [" + keys
                + "], BillingMode: 'PAY_PER_REQUEST'}";
    }

    private static void awaitActive(Endpoints endpoints, Names names, String table) {
        Call describe = Call.sdk("DescribeTable", "{TableName: '@" + table + "'}");
        Expectation active = new Expectation.Success("{Table: {TableStatus: 'ACTIVE'}}", false);
        for (int i = 0; i < endpoints.count(); i++) {
            int endpoint = i;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(PAUSE)
                    .atMost(LIMIT)
                    .until(() -> active.difference(endpoints.send(describe, names, endpoint), names)
                            .isEmpty());
        }
    }

    /** For the next case. */
    Names next() {
        cases++;
        Map<String, String> own = new LinkedHashMap<>(names);
        own.put("key", String.format("k%06d", cases));
        own.put("own", prefix + "-own-" + cases);
        own.put("ownArn", names.get("hashArn").replace(names.get("hash"), own.get("own")));
        return new Names(own);
    }

    /** Whether a table was made by this run. */
    boolean isOurs(String table) {
        return table.startsWith(prefix + "-");
    }
}
