package io.stator.harness.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Increment;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.ScriptedEndpoint.Step;
import io.stator.harness.stator.sdk.SdkTableClient;
import io.stator.harness.workload.KeyedSystem;
import io.stator.harness.workload.Tables;
import io.stator.model.StatorException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the harness makes of a call of the SDK, by how its attempts ended, one after the other. The SDK's standard mode sends a
 * call three times at most. The number of requests shows that no attempt is hidden in another: the HTTP client below the SDK
 * sends none again by itself.
 */
@Execution(ExecutionMode.CONCURRENT)
class SdkOutcomesTest {
    private static final Function WRITE = new Write("1");
    private static final Function SET = new CompareAndSet(null, "1");
    private static final Function READ = new Read();

    private static final Outcome DONE = new Outcome.Done();
    private static final Outcome MISMATCHED = new Outcome.Mismatched();
    private static final Outcome FAILED = new Outcome.Failed();
    private static final Outcome UNKNOWN = new Outcome.Unknown();

    /** Longer than three attempts and the waits between them. */
    private static final Duration LONG = Duration.ofSeconds(30);

    /** The first calls of a JVM load the SDK, which may take longer than an attempt has time. */
    @BeforeAll
    static void warmUp() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Collections.nCopies(100, Step.DONE));
                SdkTableClient client = new SdkTableClient(() -> List.of(endpoint.address()), LONG)) {
            KeyedSystem registers = StatorRegisters.spread(client, "registers");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> registers.perform("a", SET).equals(DONE));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> registers.perform("a", READ).equals(new Outcome.Found(null)));
        }
    }

    private static Arguments registers(Function function, Outcome outcome, Step... attempts) {
        return Arguments.of(function, List.of(attempts), outcome);
    }

    static Stream<Arguments> ofRegisters() {
        return Stream.of(
                registers(WRITE, DONE, Step.DONE),
                registers(WRITE, DONE, Step.LOST, Step.DONE),
                registers(WRITE, DONE, Step.FAULT, Step.THROTTLED, Step.DONE),
                registers(SET, MISMATCHED, Step.MISMATCHED),
                // The partition answers for all attempts of a call.
                registers(SET, MISMATCHED, Step.LOST, Step.MISMATCHED),
                registers(SET, MISMATCHED, Step.FAULT, Step.FAULT, Step.MISMATCHED),
                registers(WRITE, UNKNOWN, Step.LOST, Step.LOST, Step.LOST),
                registers(WRITE, UNKNOWN, Step.FAULT, Step.FAULT, Step.FAULT),
                registers(SET, UNKNOWN, Step.BUSY, Step.THROTTLED, Step.LOST),
                // A refusal says nothing of the attempts before it.
                registers(WRITE, UNKNOWN, Step.LOST, Step.BUSY, Step.BUSY),
                registers(WRITE, UNKNOWN, Step.BUSY, Step.FAULT, Step.BUSY),
                registers(SET, UNKNOWN, Step.FAULT, Step.THROTTLED, Step.THROTTLED),
                registers(WRITE, UNKNOWN, Step.LOST, Step.NOT_FOUND),
                registers(WRITE, FAILED, Step.CONFLICT),
                registers(WRITE, UNKNOWN, Step.LOST, Step.CONFLICT),
                // Each attempt was refused.
                registers(WRITE, FAILED, Step.BUSY, Step.BUSY, Step.BUSY),
                registers(SET, FAILED, Step.THROTTLED, Step.BUSY, Step.THROTTLED),
                registers(READ, FAILED, Step.LOST, Step.LOST, Step.LOST),
                registers(READ, FAILED, Step.LOST, Step.FAULT, Step.BUSY),
                registers(READ, new Outcome.Found(null), Step.FAULT, Step.DONE));
    }

    @ParameterizedTest
    @MethodSource
    void ofRegisters(Function function, List<Step> attempts, Outcome outcome) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(attempts);
                SdkTableClient client = new SdkTableClient(() -> List.of(endpoint.address()), LONG)) {
            assertThat(StatorRegisters.spread(client, "registers").perform("a", function))
                    .isEqualTo(outcome);
            assertThat(endpoint.requests()).isEqualTo(attempts.size());
        }
    }

    static Stream<List<Step>> whatNoFaultExplains() {
        return Stream.of(
                List.of(Step.INVALID),
                List.of(Step.LOST, Step.INVALID),
                List.of(Step.NOT_FOUND),
                List.of(Step.UNKNOWN_KEY),
                List.of(Step.LOST, Step.UNKNOWN_KEY));
    }

    @ParameterizedTest
    @MethodSource
    void whatNoFaultExplains(List<Step> attempts) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(attempts);
                SdkTableClient client = new SdkTableClient(() -> List.of(endpoint.address()), LONG)) {
            KeyedSystem registers = StatorRegisters.spread(client, "registers");
            assertThatThrownBy(() -> registers.perform("a", WRITE)).isInstanceOf(RuntimeException.class);
        }
    }

    static Stream<Arguments> ofTransactions() {
        Step mismatched = Step.cancelled("None", "ConditionalCheckFailed");
        Step conflict = Step.cancelled("TransactionConflict", "None");
        return Stream.of(
                registers(SET, DONE, Step.DONE),
                registers(SET, MISMATCHED, mismatched),
                registers(SET, MISMATCHED, Step.cancelled("TransactionConflict", "ConditionalCheckFailed")),
                registers(SET, MISMATCHED, Step.BUSY, mismatched),
                registers(SET, FAILED, conflict),
                // One before it may yet begin, under the same token.
                registers(SET, UNKNOWN, Step.LOST, mismatched),
                registers(SET, UNKNOWN, Step.FAULT, conflict),
                // The SDK tries again by itself.
                registers(SET, DONE, Step.LOST, Step.IN_PROGRESS, Step.DONE),
                registers(SET, UNKNOWN, Step.LOST, Step.IN_PROGRESS, Step.IN_PROGRESS),
                registers(SET, FAILED, Step.IN_PROGRESS, Step.IN_PROGRESS, Step.IN_PROGRESS),
                registers(READ, FAILED, conflict),
                registers(READ, FAILED, Step.LOST, conflict),
                registers(READ, new Outcome.Found(null), Step.LOST, Step.answer("none", "{\"Responses\":[{},{}]}")));
    }

    @ParameterizedTest
    @MethodSource
    void ofTransactions(Function function, List<Step> attempts, Outcome outcome) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(attempts);
                SdkTableClient client = new SdkTableClient(() -> List.of(endpoint.address()), LONG)) {
            assertThat(new StatorClaims(client, "claims").perform("a", function))
                    .isEqualTo(outcome);
            assertThat(endpoint.requests()).isEqualTo(attempts.size());
        }
    }

    @Test
    void aTransactionThatIsNotValidIsNoFaultsWork() {
        for (Step step : List.of(Step.MISUSED_TOKEN, Step.cancelled("ValidationError", "None"))) {
            try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(List.of(step));
                    SdkTableClient client = new SdkTableClient(() -> List.of(endpoint.address()), LONG)) {
                StatorClaims claims = new StatorClaims(client, "claims");
                assertThatThrownBy(() -> claims.perform("a", SET)).isInstanceOf(StatorException.class);
            }
        }
    }

    private static Arguments tables(Function function, Outcome outcome, Step... requests) {
        return Arguments.of(function, Arrays.asList(requests), outcome);
    }

    static Stream<Arguments> ofTables() {
        Step creating = Step.table("CREATING");
        Step active = Step.table("ACTIVE");
        Step deleting = Step.table("DELETING");
        return Stream.of(
                // Done is what can be used, or is gone.
                tables(Tables.CREATE, DONE, Step.DONE, creating, creating, active),
                tables(Tables.CREATE, DONE, Step.DONE, creating, Step.LOST, active),
                tables(Tables.DELETE, DONE, Step.DONE, deleting, Step.NOT_FOUND),
                // Whoever looks again after a lost look has not seen what is not there.
                tables(Tables.DELETE, DONE, Step.DONE, Step.LOST, Step.NOT_FOUND, Step.NOT_FOUND),
                // A change of tables is sent once.
                tables(Tables.CREATE, UNKNOWN, Step.LOST),
                tables(Tables.CREATE, UNKNOWN, Step.FAULT),
                tables(Tables.DELETE, UNKNOWN, Step.LOST),
                tables(Tables.CREATE, FAILED, Step.BUSY),
                tables(Tables.DELETE, FAILED, Step.THROTTLED),
                tables(Tables.CREATE, MISMATCHED, Step.IN_USE),
                tables(Tables.DELETE, MISMATCHED, Step.NOT_FOUND),
                tables(Tables.DELETE, FAILED, Step.IN_USE),
                tables(Tables.CREATE, FAILED, Step.LIMIT),
                tables(WRITE, MISMATCHED, Step.NOT_FOUND),
                tables(WRITE, UNKNOWN, Step.LOST, Step.NOT_FOUND),
                tables(READ, new Outcome.Found(null), Step.NOT_FOUND),
                tables(READ, FAILED, Step.LOST, Step.NOT_FOUND));
    }

    @ParameterizedTest
    @MethodSource
    void ofTables(Function function, List<Step> requests, Outcome outcome) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(requests);
                SdkTableClient client = new SdkTableClient(() -> List.of(endpoint.address()), LONG)) {
            assertThat(new StatorTables(client).perform("table", function)).isEqualTo(outcome);
            assertThat(endpoint.requests()).isEqualTo(requests.size());
        }
    }

    @Test
    void aTableThatIsGoneAfterItsCreationWasAnsweredIsNoFault() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(List.of(Step.DONE, Step.NOT_FOUND));
                SdkTableClient client = new SdkTableClient(() -> List.of(endpoint.address()), LONG)) {
            Tables tables = new StatorTables(client);
            assertThatThrownBy(() -> tables.perform("table", Tables.CREATE)).hasMessageContaining("is not there");
        }
    }

    @Test
    void whatIsNotAnsweredInTimeIsUnknownAndTheNextNodeIsAsked() {
        Step two = Step.answer("two", "{\"Attributes\":{\"value\":{\"N\":\"2\"}}}");
        try (ScriptedEndpoint silent = ScriptedEndpoint.start(List.of(Step.SILENT, Step.SILENT, Step.SILENT));
                ScriptedEndpoint other = ScriptedEndpoint.start(List.of(two));
                SdkTableClient client = new SdkTableClient(
                        () -> List.of(silent.address(), other.address()), Duration.ofMillis(2_500))) {
            StatorCounters counters = new StatorCounters(client, "counters");
            assertThat(counters.perform("a", new Increment(2))).isEqualTo(UNKNOWN);
            assertThat(silent.requests()).as("the SDK does not wait for ever").isGreaterThan(1);
            assertThat(counters.perform("a", new Increment(2))).isEqualTo(new Outcome.Found("2"));
            assertThat(other.requests()).isEqualTo(1);
        }
    }
}
