package io.stator.gateway.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.BillingMode;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.CapacityType;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.ThroughputExceededException;
import io.stator.model.TransactionCanceledException;
import io.stator.model.json.DynamoJson;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorBodyTest {
    private static final String INTERNAL =
            "The request processing has failed because of an unknown error, exception or failure.";

    private static String json(ErrorBody body) {
        return new String(body.json().bytes(), 0, body.json().length(), UTF_8);
    }

    /** Types and statuses of dynalite's tests; those of throttling, 500 and 503, and their words, are believed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VALIDATION | 400 | com.amazon.coral.validate#ValidationException | said",
                "RESOURCE_NOT_FOUND | 400 | com.amazonaws.dynamodb.v20120810#ResourceNotFoundException | said",
                "RESOURCE_IN_USE | 400 | com.amazonaws.dynamodb.v20120810#ResourceInUseException | said",
                "CONDITIONAL_CHECK_FAILED | 400 | com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException | said",
                "LIMIT_EXCEEDED | 400 | com.amazonaws.dynamodb.v20120810#LimitExceededException | said",
                "THROTTLING | 400 | com.amazon.coral.availability#ThrottlingException | said",
                "PROVISIONED_THROUGHPUT_EXCEEDED | 400 | com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException | said",
                "TRANSACTION_CONFLICT | 400 | com.amazonaws.dynamodb.v20120810#TransactionConflictException | said",
                "SERVICE_UNAVAILABLE | 503 | com.amazon.coral.availability#ServiceUnavailable | Service is unable to handle request.",
                "WRONG_ROUTE | 503 | com.amazon.coral.availability#ServiceUnavailable | Service is unable to handle request.",
                "INTERNAL_SERVER_ERROR | 500 | com.amazonaws.dynamodb.v20120810#InternalServerError | " + INTERNAL,
                "OUTCOME_UNKNOWN | 500 | com.amazonaws.dynamodb.v20120810#InternalServerError | " + INTERNAL,
                "REQUEST_EXPIRED | 500 | com.amazonaws.dynamodb.v20120810#InternalServerError | " + INTERNAL
            })
    void tellsEachCodeInDynamoDbsWords(ErrorCode code, int status, String type, String message) {
        ErrorBody told = ErrorBody.of(new CompletionException(new StatorException(code, "said")));
        assertThat(told.type().status()).isEqualTo(status);
        assertThat(json(told)).isEqualTo("{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
        assertThat(told.bug()).isEqualTo(code == ErrorCode.INTERNAL_SERVER_ERROR);
    }

    /** No name of ours gets out, and everything that SDKs must try again is what they do try again: 5xx or throttling. */
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void leaksNothing(ErrorCode code) {
        ErrorBody told = ErrorBody.of(new StatorException(code, "said"));
        assertThat(json(told)).doesNotContain("OutcomeUnknown", "WrongRoute", "RequestExpired");
        boolean again = told.type().status() >= 500
                || told.type() == ApiErrorType.THROTTLING
                || told.type() == ApiErrorType.PROVISIONED_THROUGHPUT_EXCEEDED;
        boolean must = code.retryable() || code == ErrorCode.OUTCOME_UNKNOWN;
        assertThat(again || !must).isTrue();
    }

    /** DynamoDB's name of it is another. */
    @Test
    void aTableOnDemandIsThrottled() {
        for (BillingMode mode : BillingMode.values()) {
            ErrorBody told = ErrorBody.of(new ThroughputExceededException("t", CapacityType.READ, mode));
            assertThat(told.type())
                    .isEqualTo(
                            mode == BillingMode.PROVISIONED
                                    ? ApiErrorType.PROVISIONED_THROUGHPUT_EXCEEDED
                                    : ApiErrorType.THROTTLING);
        }
    }

    @Test
    void tellsTheItemOfAFailedCondition() {
        Item item = Item.builder().set("pk", "a").set("n", 1).build();
        StatorException failed =
                new StatorException(ErrorCode.CONDITIONAL_CHECK_FAILED, "The conditional request failed", item, null);
        assertThat(json(ErrorBody.of(failed)))
                .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
                        + "\"message\":\"The conditional request failed\",\"Item\":" + DynamoJson.writeItem(item)
                        + "}");
    }

    /** The model of the API spells these messages so. */
    @ParameterizedTest
    @CsvSource({
        "TRANSACTION_IN_PROGRESS, TransactionInProgressException",
        "IDEMPOTENT_PARAMETER_MISMATCH, IdempotentParameterMismatchException"
    })
    void tellsOfTokensWithALargeM(ErrorCode code, String type) {
        ErrorBody told = ErrorBody.of(new StatorException(code, "said"));
        assertThat(told.type().status()).isEqualTo(400);
        assertThat(json(told))
                .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"Message\":\"said\"}");
    }

    @Test
    void tellsWhyATransactionWasCancelled() {
        Item item = Item.builder().set("pk", "a").build();
        TransactionCanceledException cancelled = new TransactionCanceledException(List.of(
                CancellationReason.NONE,
                new CancellationReason(Code.CONDITIONAL_CHECK_FAILED, "The conditional request failed", item),
                new CancellationReason(Code.THROTTLING_ERROR, null, null)));
        assertThat(json(ErrorBody.of(new CompletionException(cancelled))))
                .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                        + "\"Message\":\"Transaction cancelled, please refer cancellation reasons for specific reasons"
                        + " [None, ConditionalCheckFailed, ThrottlingError]\","
                        + "\"CancellationReasons\":[{\"Code\":\"None\"},"
                        + "{\"Code\":\"ConditionalCheckFailed\",\"Message\":\"The conditional request failed\","
                        + "\"Item\":" + DynamoJson.writeItem(item) + "},{\"Code\":\"ThrottlingError\"}]}");
    }

    @Test
    void tellsWhatOperationsAddThemselves() {
        ApiException error = new ApiException(
                ApiErrorType.PROVISIONED_THROUGHPUT_EXCEEDED, "m", generator -> generator.writeNumberField("x", 1));
        assertThat(json(ErrorBody.of(error)))
                .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\","
                        + "\"message\":\"m\",\"x\":1}");
    }

    @Test
    void saysNothingOfBugs() {
        ErrorBody told = ErrorBody.of(new IllegalStateException("secret"));
        assertThat(told.bug()).isTrue();
        assertThat(told.type().status()).isEqualTo(500);
        assertThat(json(told)).doesNotContain("secret", "IllegalState");
    }

    /** DynamoDB spells it so: with what is of a wrong type, and nothing with what is no JSON. */
    @Test
    void spellsMessagesAsDynamoDb() {
        assertThat(json(ErrorBody.of(DynamoJsonErrors.of("{\"S\":1}"))))
                .isEqualTo("{\"__type\":\"com.amazon.coral.service#SerializationException\","
                        + "\"Message\":\"NUMBER_VALUE cannot be converted to String\"}");
        assertThat(json(ErrorBody.of(DynamoJsonErrors.of("{"))))
                .isEqualTo("{\"__type\":\"com.amazon.coral.service#SerializationException\"}");
    }

    private static final class DynamoJsonErrors {
        static StatorException of(String json) {
            try {
                DynamoJson.parseValue(json);
                throw new AssertionError("not refused");
            } catch (StatorException e) {
                return e;
            }
        }
    }
}
