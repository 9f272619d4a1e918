package io.stator.conformance;

import static io.stator.conformance.Code.TOKEN_MISMATCH;
import static io.stator.conformance.Code.TRANSACTION_CANCELLED;
import static io.stator.conformance.Messages.cancelled;
import static io.stator.conformance.Messages.invalid;
import static io.stator.conformance.Messages.reasons;
import static io.stator.conformance.TransactBodies.ABSENT;
import static io.stator.conformance.TransactBodies.ALL_OLD;
import static io.stator.conformance.TransactBodies.FAILED;
import static io.stator.conformance.TransactBodies.NONE;
import static io.stator.conformance.TransactBodies.PRESENT;
import static io.stator.conformance.TransactBodies.check;
import static io.stator.conformance.TransactBodies.delete;
import static io.stator.conformance.TransactBodies.element;
import static io.stator.conformance.TransactBodies.invalidReason;
import static io.stator.conformance.TransactBodies.keyed;
import static io.stator.conformance.TransactBodies.of;
import static io.stator.conformance.TransactBodies.put;
import static io.stator.conformance.TransactBodies.sized;
import static io.stator.conformance.TransactBodies.with;
import static io.stator.conformance.TransactBodies.withKey;

import io.stator.conformance.Messages.BadValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What transactions that write do, and for what they are cancelled. */
@ExtendWith(ConformanceTarget.class)
final class TransactionsConformance {
    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases transact = Cases.of("Transactions", "TransactWriteItems");
        wrongKeys(transact);
        writes(transact);
        updates(transact);
        conditions(transact);
        tokens(transact);
        capacity(transact);
        return transact.list();
    }

    /** What is no key of the table: the transaction is cancelled. */
    private static void wrongKeys(Cases transact) {
        for (BadValue type : Messages.OTHER_TYPES) {
            misfits(
                    seen(transact, type, "put, a key of type " + type.name(), of(withKey("Put", "@hash", type.json()))),
                    invalid("Type mismatch for key a expected: S actual: " + type.name()));
            for (String action : List.of("Update", "Delete", "ConditionCheck")) {
                misfits(
                        seen(
                                transact,
                                type,
                                action + ", a key of type " + type.name(),
                                of(withKey(action, "@hash", type.json()))),
                        Messages.KEY_MISMATCH);
            }
        }
        misfits(
                transact.believed("put without the key", of(element("Put", "@hash", "Item: {b: {S: 'x'}}"))),
                invalid("Missing the key a in the item"));
        misfits(
                transact.believed("delete, no sort key", of(element("Delete", "@range", "Key: {a: {S: 'x'}}"))),
                Messages.KEY_MISMATCH);
        misfits(
                transact.believed(
                        "delete, an attribute too many",
                        of(element("Delete", "@hash", "Key: {a: {S: '@key'}, b: {S: 'x'}}"))),
                Messages.KEY_MISMATCH);
        misfits(
                transact.believed(
                        "an update of the key",
                        of(keyed(
                                "Update",
                                "@key",
                                "UpdateExpression: 'SET a = :v'",
                                "ExpressionAttributeValues: {':v': {S: 'x'}}"))),
                invalid("Cannot update attribute a. This attribute is part of the key"));
        transact.believed(
                        "keys that are none, in two tables",
                        of(
                                withKey("Delete", "@hash", "{N: '1'}"),
                                put("@key", ""),
                                element("Delete", "@range", "Key: {a: {S: 'x'}}")))
                .failsWith(
                        TRANSACTION_CANCELLED,
                        cancelled("ValidationError", "None", "ValidationError"),
                        reasons(invalidReason(Messages.KEY_MISMATCH), NONE, invalidReason(Messages.KEY_MISMATCH)))
                .thenNoItem();
    }

    /** A number and a list were seen; the other types are inferred from them. */
    private static CaseBuilder seen(Cases transact, BadValue type, String name, String body) {
        return transact.row(name, body, List.of("N", "L").contains(type.name()) ? Source.OBSERVED : Source.BELIEVED);
    }

    private static void misfits(CaseBuilder row, String message) {
        row.failsWith(TRANSACTION_CANCELLED, cancelled("ValidationError"), reasons(invalidReason(message)));
    }

    private static void writes(Cases transact) {
        transact.observed(
                        "a put, an update, a delete and a check, in two tables",
                        of(
                                put("@key", "b: {S: 'new'}"),
                                element(
                                        "Update",
                                        "@range",
                                        "Key: {a: {S: '@key'}, b: {S: 'x'}}, UpdateExpression: 'SET #c = :c',"
                                                + " ExpressionAttributeNames: {'#c': 'c'},"
                                                + " ExpressionAttributeValues: {':c': {N: '1'}}"),
                                delete("@key-2"),
                                check("@key-3", ABSENT)))
                .givenItem("b: {S: 'old'}, c: {S: 'old'}")
                .given("PutItem", "{TableName: '@hash', Item: {a: {S: '@key-2'}}}")
                .answers("{}")
                .thenItem("b: {S: 'new'}")
                .then("GetItem", "{TableName: '@hash', Key: {a: {S: '@key-2'}}, ConsistentRead: true}", "{}")
                .then("GetItem", "{TableName: '@hash', Key: {a: {S: '@key-3'}}, ConsistentRead: true}", "{}")
                .then(
                        "GetItem",
                        "{TableName: '@range', Key: {a: {S: '@key'}, b: {S: 'x'}}, ConsistentRead: true}",
                        "{Item: {a: {S: '@key'}, b: {S: 'x'}, c: {N: '1'}}}");
        transact.documented("a delete of no item", of(delete("@key"))).answers("{}");
        transact.documented("a check alone", of(check("@key", PRESENT)))
                .givenItem("")
                .answers("{}");
        transact.documented(
                        "no metrics for a table without local indexes",
                        with("ReturnItemCollectionMetrics: 'SIZE'", put("@key", "")))
                .answers("{}");
    }

    /** What an update's item is in the way of. */
    private static void updates(Cases transact) {
        String[][] faults = {
            {"an operand of a wrong type", "ADD b :v", "{N: '1'}", Messages.WRONG_OPERAND},
            {"an attribute that is not there", "SET c = d + :v", "{N: '1'}", Messages.NO_SUCH_ATTRIBUTE},
            {"a path that leads nowhere", "SET d.e = :v", "{N: '1'}", Messages.PATH_NOT_VALID},
            {"a number beyond all numbers", "ADD n :v", "{N: '9e125'}", Messages.TOO_LARGE_NUMBER},
        };
        for (String[] fault : faults) {
            transact.documented(
                            "update, " + fault[0],
                            of(
                                    put("@key-2", ""),
                                    keyed(
                                            "Update",
                                            "@key",
                                            "UpdateExpression: '" + fault[1] + "'",
                                            "ExpressionAttributeValues: {':v': " + fault[2] + "}")))
                    .givenItem("b: {S: 'x'}, n: {N: '9e125'}")
                    .failsWith(
                            TRANSACTION_CANCELLED,
                            cancelled("None", "ValidationError"),
                            reasons(NONE, invalidReason(fault[3])))
                    .thenItem("b: {S: 'x'}, n: {N: '9" + "0".repeat(125) + "'}")
                    .then("GetItem", "{TableName: '@hash', Key: {a: {S: '@key-2'}}, ConsistentRead: true}", "{}");
        }
    }

    private static void conditions(Cases transact) {
        transact.observed("two conditions that fail", of(put("@key", "", PRESENT), delete("@key-2", PRESENT)))
                .failsWith(
                        TRANSACTION_CANCELLED,
                        cancelled("ConditionalCheckFailed", "ConditionalCheckFailed"),
                        reasons(FAILED, FAILED))
                .thenNoItem();
        transact.observed(
                        "a condition that holds, and one that fails",
                        of(put("@key", "", ABSENT), check("@key-2", PRESENT)))
                .failsWith(TRANSACTION_CANCELLED, cancelled("None", "ConditionalCheckFailed"), reasons(NONE, FAILED))
                .thenNoItem();
        transact.observed("conditions that hold", of(put("@key", "b: {S: 'new'}", PRESENT), put("@key-2", "", ABSENT)))
                .givenItem("b: {S: 'old'}")
                .answers("{}")
                .thenItem("b: {S: 'new'}");
        for (String action : List.of("Put", "Update", "Delete", "ConditionCheck")) {
            String members =
                    ABSENT + ", " + ALL_OLD + (action.equals("Update") ? ", UpdateExpression: 'REMOVE b'" : "");
            String body = of(action.equals("Put") ? put("@key", "", members) : keyed(action, "@key", members));
            transact.row(
                            action + ", a condition that fails, and the item asked for",
                            body,
                            action.equals("Put") ? Source.OBSERVED : Source.DOCUMENTED)
                    .givenItem("b: {S: 'old'}")
                    .failsWith(
                            TRANSACTION_CANCELLED,
                            cancelled("ConditionalCheckFailed"),
                            reasons("{Code: 'ConditionalCheckFailed', Message: '" + Messages.CONDITION_FAILED
                                    + "', Item: {a: {S: '@key'}, b: {S: 'old'}}}"))
                    .thenItem("b: {S: 'old'}");
        }
        transact.documented(
                        "a condition that fails on no item, and the item asked for",
                        of(check("@key", PRESENT, ALL_OLD)))
                .failsWith(TRANSACTION_CANCELLED, cancelled("ConditionalCheckFailed"), reasons(FAILED));
        transact.believed(
                        "a condition that fails beside an update that cannot be",
                        of(
                                check("@key-2", PRESENT),
                                keyed(
                                        "Update",
                                        "@key",
                                        "UpdateExpression: 'ADD b :v'",
                                        "ExpressionAttributeValues: {':v': {N: '1'}}")))
                .givenItem("b: {S: 'x'}")
                .failsWith(
                        TRANSACTION_CANCELLED,
                        cancelled("ConditionalCheckFailed", "ValidationError"),
                        reasons(FAILED, invalidReason(Messages.WRONG_OPERAND)));
    }

    private static String add(String key) {
        return keyed("Update", key, "UpdateExpression: 'ADD n :one'", "ExpressionAttributeValues: {':one': {N: '1'}}");
    }

    private static void tokens(Cases transact) {
        String token = "ClientRequestToken: '@own'";
        transact.documented("the same token twice: done once", with(token, add("@key")))
                .given("TransactWriteItems", with(token, add("@key")))
                .answers("{}")
                .thenItem("n: {N: '1'}");
        transact.documented("two tokens: done twice", with(token, add("@key")))
                .given("TransactWriteItems", with("ClientRequestToken: '@own-2'", add("@key")))
                .answers("{}")
                .thenItem("n: {N: '2'}");
        transact.documented(
                        "a token of 36 characters",
                        with("ClientRequestToken: 'x" + "@key".repeat(5) + "'", add("@key")))
                .answers("{}");
        transact.observed(
                        "the same token, members in another order",
                        with(token, put("@key", "b: {S: 'x'}, c: {S: 'y'}")))
                .given("TransactWriteItems", with(token, put("@key", "c: {S: 'y'}, b: {S: 'x'}")))
                .answers("{}");
        // Believed is the text: nobody was found who cites it.
        transact.believed("the same token for another value", with(token, put("@key", "b: {S: 'new'}")))
                .given("TransactWriteItems", with(token, put("@key", "b: {S: 'old'}")))
                .fails(
                        TOKEN_MISMATCH,
                        "DynamoDB rejected the request because you retried a request with a different payload but with an"
                                + " idempotent token that was already used.")
                .thenItem("b: {S: 'old'}");
        // With other items a token may go unnoticed here: it is known where the first of them lies
        // (docs/decisions/0011).
        transact.documented(
                        "the same token, one of two items otherwise",
                        with(token, add("@key"), put("@key-2", "b: {S: 'new'}")))
                .given("TransactWriteItems", with(token, add("@key"), put("@key-2", "b: {S: 'old'}")))
                .failsLike(TOKEN_MISMATCH, ".*")
                .thenItem("n: {N: '1'}");
    }

    private static void capacity(Cases transact) {
        String total = "ReturnConsumedCapacity: 'TOTAL'";
        transact.observed("capacity of two puts", with(total, put("@key", ""), put("@key-2", "")))
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 4, TableName: '@hash'}]}");
        transact.believed("capacity TOTAL", with(total, put("@key", "")))
                .answers("{ConsumedCapacity: [{CapacityUnits: 2, WriteCapacityUnits: 2, TableName: '@hash'}]}");
        transact.believed("capacity INDEXES", with("ReturnConsumedCapacity: 'INDEXES'", put("@key", "")))
                .answers("{ConsumedCapacity: [{CapacityUnits: 2, WriteCapacityUnits: 2, TableName: '@hash',"
                        + " Table: {CapacityUnits: 2, WriteCapacityUnits: 2}}]}");
        transact.documented("capacity NONE", with("ReturnConsumedCapacity: 'NONE'", put("@key", "")))
                .answers("{}");
        transact.documented("capacity of 1025 bytes", with(total, put("@key", sized(1025))))
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 4, TableName: '@hash'}]}");
        transact.documented("capacity by the larger of old and new", with(total, delete("@key")))
                .givenItem(sized(3000))
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 6, TableName: '@hash'}]}");
        transact.documented("capacity of a check", with(total, check("@key", PRESENT)))
                .givenItem("")
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 2, TableName: '@hash'}]}");
        transact.believed(
                        "capacity of two tables",
                        with(total, put("@key", ""), element("Put", "@range", "Item: {a: {S: '@key'}, b: {S: 'x'}}")))
                .answersWith("{ConsumedCapacity: {anyOrder: [{CapacityUnits: 2, TableName: '@hash'},"
                        + " {CapacityUnits: 2, TableName: '@range'}]}}");
        String repeated = with(total + ", ClientRequestToken: '@own'", put("@key", sized(9000)));
        transact.documented("capacity of what an earlier call has done", repeated)
                .given("TransactWriteItems", repeated)
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 6, ReadCapacityUnits: 6, TableName: '@hash'}]}");
    }
}
