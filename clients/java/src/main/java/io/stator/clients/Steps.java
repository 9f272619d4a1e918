package io.stator.clients;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Steps of a client, each of which prints PASS or FAIL. */
final class Steps {
    private int failed;

    /** The SDK's client as anybody makes it; only the endpoint is said. Region and credentials: from the environment. */
    static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(System.getenv("ENDPOINT")))
                .build();
    }

    static String table(String name) {
        return System.getenv("TABLES") + "-" + name;
    }

    /** Passes if the action gives this. */
    void gives(String name, Object wanted, Callable<?> action) {
        try {
            Object got = action.call();
            if (Objects.equals(wanted, got)) {
                passed(name);
            } else {
                failed(name, "wanted " + wanted + ", got " + got);
            }
        } catch (Exception e) {
            failed(name, e.toString());
        }
    }

    /** Passes if the action fails with this, and a message that has the text in it. */
    void refused(String name, Class<? extends Exception> wanted, String text, Callable<?> action) {
        try {
            failed(name, "wanted " + wanted.getSimpleName() + ", got " + action.call());
        } catch (Exception e) {
            if (wanted.isInstance(e) && String.valueOf(e.getMessage()).contains(text)) {
                passed(name + ": " + wanted.getSimpleName());
            } else {
                failed(name, e.toString());
            }
        }
    }

    /** Ends the program. */
    void exit() {
        System.exit(failed == 0 ? 0 : 1);
    }

    private static void passed(String name) {
        System.out.println("PASS " + name);
    }

    private void failed(String name, String why) {
        failed++;
        System.out.println("FAIL " + name + "\n     " + why);
    }
}
