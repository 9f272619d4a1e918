package io.stator.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DynamicTest;

/** Plays cases against the endpoints of a run. Not thread-safe. */
final class CaseRunner {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int SHOWN_MAX = 2_000;
    private static final List<String> READS = List.of("GetItem", "BatchGetItem", "Query", "Scan");

    private final Endpoints endpoints;
    private final SharedTables tables;
    private final boolean elsewhere;

    /** @param elsewhere whether it is another DynamoDB than Stator */
    CaseRunner(Endpoints endpoints, SharedTables tables, boolean elsewhere) {
        this.endpoints = endpoints;
        this.tables = tables;
        this.elsewhere = elsewhere;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    /** Whether it is another DynamoDB than Stator. */
    boolean isElsewhere() {
        return elsewhere;
    }

    /** Names for something that is no case, but of the run. */
    Names names() {
        return tables.next();
    }

    /** One for each case. */
    Stream<DynamicTest> tests(List<Case> cases) {
        return cases.stream().map(row -> dynamicTest(row.name(), () -> check(row)));
    }

    private void check(Case row) {
        boolean stator = !elsewhere && !row.difference().isEmpty();
        try {
            play(row);
        } catch (AssertionError e) {
            if (stator) {
                return;
            }
            throw e;
        }
        if (stator) {
            throw new AssertionError("does what DynamoDB does now: take differs(\"" + row.difference() + "\") away");
        }
    }

    private void play(Case row) {
        Names names = tables.next();
        row.given().forEach(step -> play(step, names));
        play(row.subject(), names);
        row.then().forEach(step -> play(step, names));
    }

    private void play(Step step, Names names) {
        switch (step.patience()) {
            case NONE -> {
                if (mayBeLate(step)) {
                    playPatiently(step, names, -1);
                } else {
                    check(step, names, endpoints.send(step.call(), names));
                }
            }
            case SOME -> {
                for (int endpoint = 0; endpoint < endpoints.count(); endpoint++) {
                    playPatiently(step, names, endpoint);
                }
            }
        }
    }

    /** What an eventual read sees, it may see late. */
    private static boolean mayBeLate(Step step) {
        return step.expected() instanceof Expectation.Success
                && READS.contains(step.call().operation())
                && !step.call().body().contains("ConsistentRead: true");
    }

    /** @param endpoint negative: all in turn */
    private void playPatiently(Step step, Names names, int endpoint) {
        AtomicReference<Answer> last = new AtomicReference<>();
        try {
            await().pollDelay(Duration.ZERO).pollInterval(PAUSE).atMost(LIMIT).until(() -> {
                last.set(
                        endpoint < 0
                                ? endpoints.send(step.call(), names)
                                : endpoints.send(step.call(), names, endpoint));
                return step.expected().difference(last.get(), names).isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            check(step, names, last.get());
        }
    }

    private static void check(Step step, Names names, Answer answer) {
        Optional<String> difference = step.expected().difference(answer, names);
        if (difference.isPresent()) {
            throw new AssertionError(shortened(step.call().operation() + " "
                            + names.replaced(step.call().body()))
                    + "\n  " + shortened(difference.get())
                    + "\n  found    " + shortened(answer.toString()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_MAX
                ? text
                : text.substring(0, SHOWN_MAX) + "… (" + text.length() + " characters)";
    }
}
