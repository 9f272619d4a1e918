package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.isNull;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tags, and the attribute by which items expire. */
@ExtendWith(ConformanceTarget.class)
final class TagsConformance {
    private static final String NO_TABLE = "Requested resource not found: ResourcArn: @missingArn not found";

    @TestFactory
    Stream<DynamicTest> tagResource(CaseRunner runner) {
        return runner.tests(tag());
    }

    @TestFactory
    Stream<DynamicTest> untagResource(CaseRunner runner) {
        return runner.tests(untag());
    }

    @TestFactory
    Stream<DynamicTest> listTagsOfResource(CaseRunner runner) {
        return runner.tests(listed());
    }

    @TestFactory
    Stream<DynamicTest> updateTimeToLive(CaseRunner runner) {
        return runner.tests(expiry());
    }

    @TestFactory
    Stream<DynamicTest> describeTimeToLive(CaseRunner runner) {
        return runner.tests(describedExpiry());
    }

    private static String tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{Key: 'k" + i + "', Value: 'v" + i + "'}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String tagged(String tags) {
        return "{ResourceArn: '@ownArn', Tags: " + tags + "}";
    }

    private static CaseBuilder thenTags(CaseBuilder row, String tags) {
        return row.thenEventually("ListTagsOfResource", "{ResourceArn: '@ownArn'}", "{Tags: {anyOrder: " + tags + "}}");
    }

    static List<Case> tag() {
        Cases tag = Cases.of("TagResource");
        tag.observed("no ARN", "{Tags: " + tags(1) + "}").fails(VALIDATION, "Invalid TableArn");
        tag.observed("no table", "{ResourceArn: '@missingArn', Tags: " + tags(1) + "}")
                .failsLike(NOT_FOUND, ".*@missing.*not found");
        tag.observed("no tags", "{ResourceArn: '@hashArn'}").violates(isNull("tags"));
        thenTags(
                tag.documented("some tags", tagged(tags(2)))
                        .givenTable(Schemas.HASH)
                        .answers("{}"),
                tags(2));
        thenTags(
                tag.documented("a tag anew", tagged("[{Key: 'k0', Value: 'new'}]"))
                        .givenTable(Schemas.HASH + ", Tags: " + tags(1))
                        .answers("{}"),
                "[{Key: 'k0', Value: 'new'}]");
        tag.documented(
                        "a key of 128 characters and a value of 256",
                        tagged("[{Key: '" + "k".repeat(128) + "', Value: '" + "v".repeat(256) + "'}]"))
                .givenTable(Schemas.HASH)
                .answers("{}");
        tag.documented(
                        "a key of 129 characters",
                        tagged("[{Key: '" + "k".repeat(129) + "', Value: 'v'}]").replace("@ownArn", "@hashArn"))
                .failsLike(VALIDATION, ".+");
        tag.documented(
                        "a value of 257 characters",
                        tagged("[{Key: 'k', Value: '" + "v".repeat(257) + "'}]").replace("@ownArn", "@hashArn"))
                .failsLike(VALIDATION, ".+");
        tag.documented(
                        "a key of AWS' own",
                        tagged("[{Key: 'aws:x', Value: 'v'}]").replace("@ownArn", "@hashArn"))
                .failsLike(VALIDATION, ".+");
        tag.documented("an empty key", tagged("[{Key: '', Value: 'v'}]").replace("@ownArn", "@hashArn"))
                .failsLike(VALIDATION, ".+");
        tag.documented("50 tags", tagged(tags(50))).givenTable(Schemas.HASH).answers("{}");
        tag.documented("51 tags", tagged(tags(51))).givenTable(Schemas.HASH).failsLike(VALIDATION, ".+");
        tag.documented("51 tags in two steps", tagged("[{Key: 'more', Value: 'v'}]"))
                .givenTable(Schemas.HASH + ", Tags: " + tags(50))
                .failsLike(VALIDATION, ".+");
        return tag.list();
    }

    static List<Case> untag() {
        Cases untag = Cases.of("UntagResource");
        untag.observed("no ARN", "{TagKeys: ['k']}").fails(VALIDATION, "Invalid TableArn");
        untag.observed("no table", "{ResourceArn: '@missingArn', TagKeys: ['k']}")
                .failsLike(NOT_FOUND, ".*@missing.*not found");
        untag.observed("no keys", "{ResourceArn: '@hashArn'}").violates(isNull("tagKeys"));
        thenTags(
                untag.documented("some tags", "{ResourceArn: '@ownArn', TagKeys: ['k0', 'k2']}")
                        .givenTable(Schemas.HASH + ", Tags: " + tags(3))
                        .answers("{}"),
                "[{Key: 'k1', Value: 'v1'}]");
        thenTags(
                untag.documented("a tag that it has not", "{ResourceArn: '@ownArn', TagKeys: ['zz']}")
                        .givenTable(Schemas.HASH + ", Tags: " + tags(1))
                        .answers("{}"),
                tags(1));
        return untag.list();
    }

    static List<Case> listed() {
        Cases list = Cases.of("ListTagsOfResource");
        list.observed("no ARN", "{}").fails(VALIDATION, "Invalid TableArn");
        list.observed("an ARN of something else", "{ResourceArn: 'a:b:c:d:e:f/g'}")
                .fails(VALIDATION, "Invalid TableArn: Invalid ResourceArn provided as input a:b:c:d:e:f/g");
        list.observed(
                        "an ARN with a name of 2 characters",
                        "{ResourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/ab'}")
                .fails(
                        VALIDATION,
                        "Invalid TableArn: Invalid ResourceArn provided as input "
                                + "arn:aws:dynamodb:us-east-1:000000000000:table/ab");
        list.observed("no table", "{ResourceArn: '@missingArn'}").fails(NOT_FOUND, NO_TABLE);
        list.observed("no tags", "{ResourceArn: '@hashArn'}").answers("{Tags: []}");
        return list.list();
    }

    private static String expiry(String table, String attribute, boolean enabled) {
        return "{TableName: '" + table + "', TimeToLiveSpecification: {AttributeName: '" + attribute + "', Enabled: "
                + enabled + "}}";
    }

    static List<Case> expiry() {
        Cases expiry = Cases.of("UpdateTimeToLive");
        expiry.observed("nothing in the request", "{}")
                .fails(VALIDATION, "The parameter 'TableName' is required but was not present in the request");
        expiry.observed("a name with a character that none has", expiry("abc;", "t", true))
                .violates(Messages.badName("abc;", "tableName"));
        expiry.observed("an empty specification", "{TableName: '@hash', TimeToLiveSpecification: {}}")
                .violates(isNull("timeToLiveSpecification.enabled"), isNull("timeToLiveSpecification.attributeName"));
        expiry.observed("no such table", expiry("@missing", "t", true))
                .fails(NOT_FOUND, "Requested resource not found: Table: @missing not found");
        expiry.observed("off where it is off", expiry("@hash", "t", false))
                .fails(VALIDATION, "TimeToLive is already disabled");
        expiry.observed("a name of 256 characters", expiry("@hash", "t".repeat(256), true))
                .failsLike(VALIDATION, ".*255.*");
        expiry.observed("on", expiry("@own", "t", true))
                .givenTable(Schemas.HASH)
                .answers("{TimeToLiveSpecification: {Enabled: true, AttributeName: 't'}}")
                .thenEventually(
                        "DescribeTimeToLive",
                        "{TableName: '@own'}",
                        "{TimeToLiveDescription: {TimeToLiveStatus: 'ENABLED', AttributeName: 't'}}");
        expiry.observed("on for a key", expiry("@own", "a", true))
                .givenTable(Schemas.HASH)
                .answers("{TimeToLiveSpecification: {Enabled: true, AttributeName: 'a'}}");
        expiry.observed("on where it is on", expiry("@own", "t", true))
                .givenTable(Schemas.HASH)
                .given("UpdateTimeToLive", expiry("@own", "t", true))
                .fails(VALIDATION, "TimeToLive is already enabled");
        expiry.observed("on for another attribute", expiry("@own", "u", true))
                .givenTable(Schemas.HASH)
                .given("UpdateTimeToLive", expiry("@own", "t", true))
                .fails(VALIDATION, "TimeToLive is active on a different AttributeName: current AttributeName is t");
        expiry.observed("off for another attribute", expiry("@own", "u", false))
                .givenTable(Schemas.HASH)
                .given("UpdateTimeToLive", expiry("@own", "t", true))
                .fails(VALIDATION, "TimeToLive is active on a different AttributeName: current AttributeName is t");
        expiry.observed("off at once", expiry("@own", "t", false))
                .givenTable(Schemas.HASH)
                .given("UpdateTimeToLive", expiry("@own", "t", true))
                .fails(VALIDATION, "Time to live has been modified multiple times within a fixed interval");
        return expiry.list();
    }

    static List<Case> describedExpiry() {
        Cases describe = Cases.of("DescribeTimeToLive");
        describe.observed("nothing in the request", "{}")
                .fails(VALIDATION, "The parameter 'TableName' is required but was not present in the request");
        describe.observed("no such table", "{TableName: '@missing'}")
                .fails(NOT_FOUND, "Requested resource not found: Table: @missing not found");
        describe.observed("never switched on", "{TableName: '@hash'}")
                .answers("{TimeToLiveDescription: {TimeToLiveStatus: 'DISABLED'}}");
        describe.documented("by the table's ARN", "{TableName: '@hashArn'}")
                .answers("{TimeToLiveDescription: {TimeToLiveStatus: 'DISABLED'}}");
        return describe.list();
    }
}
