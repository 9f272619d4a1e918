package io.stator.conformance;

import io.stator.conformance.Expectation.Failure;
import io.stator.conformance.Expectation.Message;
import io.stator.conformance.Expectation.Success;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A case being written: what is given, what is expected, what is seen then. */
final class CaseBuilder {
    private static final String NO_MEMBERS = "{}";

    private final String chapter;
    private final String name;
    private final Source source;
    private final String body;
    private final List<Step> given = new ArrayList<>();
    private final List<Step> then = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String operation;
    private String difference = "";
    private Call.Road road = Call.Road.SDK;
    private Step.Patience patience = Step.Patience.NONE;
    private @Nullable Expectation expected;

    CaseBuilder(String chapter, String name, Source source, String operation, String body) {
        this.chapter = chapter;
        this.name = name;
        this.source = source;
        this.operation = operation;
        this.body = body;
    }

    /**
     * Stator does not do so yet, but that. The case is to fail, so that whoever mends it finds this mark.
     *
     * @param instead what it does
     */
    CaseBuilder differs(String instead) {
        difference = instead;
        return this;
    }

    /** Calls another operation than the chapter's. */
    CaseBuilder calling(String otherOperation) {
        operation = otherOperation;
        return this;
    }

    /** Sent as plain HTTP, the body as it is. */
    CaseBuilder raw() {
        road = Call.Road.RAW;
        return this;
    }

    /** On the raw road; an empty value leaves a usual header out. */
    CaseBuilder header(String header, String value) {
        headers.put(header, value);
        return raw();
    }

    /** Succeeds before. */
    CaseBuilder given(String otherOperation, String otherBody) {
        given.add(Step.once(Call.sdk(otherOperation, otherBody), Expectation.success()));
        return this;
    }

    /** The item of key {@code @key} in {@code @hash}, with these attributes beside it. */
    CaseBuilder givenItem(String attributes) {
        return given("PutItem", "{TableName: '@hash', Item: " + item(attributes) + "}");
    }

    /** The table {@code @own}, active; with these members of CreateTable beside the name. */
    CaseBuilder givenTable(String members) {
        return given("CreateTable", "{TableName: '@own', " + members + "}")
                .givenEventually("DescribeTable", "{TableName: '@own'}", "{Table: {TableStatus: 'ACTIVE'}}");
    }

    /** Asked until every node says so. */
    CaseBuilder givenEventually(String otherOperation, String otherBody, String answer) {
        given.add(Step.eventually(Call.sdk(otherOperation, otherBody), new Success(answer, false)));
        return this;
    }

    /** The answer is this and nothing else. */
    CaseBuilder answers(String answer) {
        return expects(new Success(answer, true));
    }

    /** The answer has these members, among others. */
    CaseBuilder answersWith(String answer) {
        return expects(new Success(answer, false));
    }

    CaseBuilder fails(Code code, String message) {
        return expects(new Failure(code, new Message.Exact(message), NO_MEMBERS));
    }

    CaseBuilder failsLike(Code code, String pattern) {
        return expects(new Failure(code, new Message.Like(pattern), NO_MEMBERS));
    }

    /** The error has members beside its message: these. */
    CaseBuilder failsWith(Code code, String message, String members) {
        return expects(new Failure(code, new Message.Exact(message), members));
    }

    /** The request violates these constraints, and DynamoDB lists them all. */
    CaseBuilder violates(String... constraints) {
        return expects(new Failure(Code.VALIDATION, new Message.Constraints(List.of(constraints)), NO_MEMBERS));
    }

    /** Asked again until the answer is the one expected. */
    CaseBuilder eventually() {
        patience = Step.Patience.SOME;
        return this;
    }

    /** Afterwards another call answers this and nothing else. */
    CaseBuilder then(String otherOperation, String otherBody, String answer) {
        then.add(Step.once(Call.sdk(otherOperation, otherBody), new Success(answer, true)));
        return this;
    }

    /** Afterwards another call comes to answer this, among others. */
    CaseBuilder thenEventually(String otherOperation, String otherBody, String answer) {
        then.add(Step.eventually(Call.sdk(otherOperation, otherBody), new Success(answer, false)));
        return this;
    }

    /** Afterwards another call comes to answer this and nothing else. */
    CaseBuilder thenEventuallyOnly(String otherOperation, String otherBody, String answer) {
        then.add(Step.eventually(Call.sdk(otherOperation, otherBody), new Success(answer, true)));
        return this;
    }

    /** Afterwards another call comes to fail so. */
    CaseBuilder thenFails(String otherOperation, String otherBody, Code code, String message) {
        then.add(Step.eventually(
                Call.sdk(otherOperation, otherBody), new Failure(code, new Message.Exact(message), NO_MEMBERS)));
        return this;
    }

    /** Afterwards the item of key {@code @key} in {@code @hash} has these attributes beside it and no other. */
    CaseBuilder thenItem(String attributes) {
        return then(
                "GetItem",
                "{TableName: '@hash', Key: {a: {S: '@key'}}, ConsistentRead: true}",
                "{Item: " + item(attributes) + "}");
    }

    /** Afterwards {@code @hash} has no item of key {@code @key}. */
    CaseBuilder thenNoItem() {
        return then("GetItem", "{TableName: '@hash', Key: {a: {S: '@key'}}, ConsistentRead: true}", "{}");
    }

    private CaseBuilder expects(Expectation expectation) {
        if (expected != null) {
            throw new IllegalStateException(chapter + ", " + name + ": expects two things");
        }
        expected = expectation;
        return this;
    }

    private static String item(String attributes) {
        return "{a: {S: '@key'}" + (attributes.isEmpty() ? "" : ", " + attributes) + "}";
    }

    /** @throws IllegalStateException if it expects nothing */
    Case build() {
        if (expected == null) {
            throw new IllegalStateException(chapter + ", " + name + ": expects nothing");
        }
        Step subject = new Step(new Call(operation, body, road, Map.copyOf(headers)), expected, patience);
        return new Case(chapter, name, source, given, subject, then, difference);
    }
}
