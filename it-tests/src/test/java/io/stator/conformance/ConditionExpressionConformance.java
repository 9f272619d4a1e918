package io.stator.conformance;

import static io.stator.conformance.Code.CONDITION_FAILED;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which conditions hold of an item. What is wrong with one: {@link FilterExpressionConformance}. */
@ExtendWith(ConformanceTarget.class)
final class ConditionExpressionConformance {
    private static final String ITEM = "s: {S: 'text'}, n: {N: '5'}, b: {B: 'AQI='}, t: {BOOL: true}, z: {NULL: true},"
            + " ss: {SS: ['x', 'y']}, ns: {NS: ['1', '2']}, bs: {BS: ['AQ==']}, l: {L: [{S: 'x'}, {N: '5'}]},"
            + " m: {M: {x: {S: 'y'}, k: {M: {q: {N: '7'}}}}}, e: {S: ''}, n2: {N: '5.0'}, ss2: {SS: ['y', 'x']}";

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases conditions = Cases.of("ConditionExpression", "PutItem");
        comparisons(conditions);
        ranges(conditions);
        functions(conditions);
        logic(conditions);
        return conditions.list();
    }

    private static void holds(Cases conditions, Source source, String condition, String values) {
        conditions
                .row("holds: " + named(condition, values), body(condition, values), source)
                .givenItem(ITEM)
                .answers("{}")
                .thenItem("done: {BOOL: true}");
    }

    private static void failsOn(Cases conditions, Source source, String condition, String values) {
        conditions
                .row("fails: " + named(condition, values), body(condition, values), source)
                .givenItem(ITEM)
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED);
    }

    private static String named(String condition, String values) {
        return condition + (values.isEmpty() ? "" : " with " + values);
    }

    private static String body(String condition, String values) {
        return "{TableName: '@hash', Item: {a: {S: '@key'}, done: {BOOL: true}}, ConditionExpression: '" + condition
                + "'" + (values.isEmpty() ? "" : ", ExpressionAttributeValues: {" + values + "}") + "}";
    }

    /** @param rows "+" where it holds, "-" where it does not; the condition; its values */
    private static void rows(Cases conditions, Source source, String[][] rows) {
        for (String[] row : rows) {
            if (row[0].equals("+")) {
                holds(conditions, source, row[1], row[2]);
            } else {
                failsOn(conditions, source, row[1], row[2]);
            }
        }
    }

    private static void comparisons(Cases conditions) {
        rows(conditions, Source.DOCUMENTED, new String[][] {
            {"+", "s = :v", "':v': {S: 'text'}"},
            {"-", "s = :v", "':v': {S: 'Text'}"},
            {"-", "s = :v", "':v': {N: '5'}"},
            {"+", "n = :v", "':v': {N: '5.00'}"},
            {"+", "n = n2", ""},
            {"+", ":v = n", "':v': {N: '5'}"},
            {"+", "b = :v", "':v': {B: 'AQI='}"},
            {"+", "t = :v", "':v': {BOOL: true}"},
            {"-", "t = :v", "':v': {BOOL: false}"},
            {"+", "z = :v", "':v': {NULL: true}"},
            {"+", "ss = :v", "':v': {SS: ['y', 'x']}"},
            {"+", "ss = ss2", ""},
            {"-", "ss = :v", "':v': {SS: ['x']}"},
            {"+", "ns = :v", "':v': {NS: ['2.0', '1']}"},
            {"+", "l = :v", "':v': {L: [{S: 'x'}, {N: '5'}]}"},
            {"-", "l = :v", "':v': {L: [{N: '5'}, {S: 'x'}]}"},
            {"+", "m.k = :v", "':v': {M: {q: {N: '7'}}}"},
            {"+", "m.k.q = :v", "':v': {N: '7'}"},
            {"+", "l[1] = n", ""},
            {"-", "zz = :v", "':v': {S: 'x'}"},
            {"+", "e = :v", "':v': {S: ''}"},
            {"+", "s <> :v", "':v': {S: 'x'}"},
            {"+", "s <> :v", "':v': {N: '5'}"},
            {"-", "s <> :v", "':v': {S: 'text'}"},
            {"+", "n < :v", "':v': {N: '10'}"},
            {"-", "n < :v", "':v': {N: '5'}"},
            {"+", "n <= :v", "':v': {N: '5'}"},
            {"-", "n <= :v", "':v': {N: '-10'}"},
            {"+", "n > :v", "':v': {N: '-10'}"},
            {"-", "n > :v", "':v': {N: '5'}"},
            {"+", "n >= :v", "':v': {N: '5'}"},
            {"-", "n < :v", "':v': {S: '9'}"},
            {"-", "zz < :v", "':v': {N: '9'}"},
            {"+", "s < :v", "':v': {S: 'u'}"},
            {"+", "s > :v", "':v': {S: 'Z'}"},
            {"+", "b < :v", "':v': {B: '/w=='}"},
        });
        rows(conditions, Source.OBSERVED, new String[][] {
            {"+", "zz <> :v", "':v': {S: 'x'}"},
            {"+", ":v < :w", "':v': {N: '1'}, ':w': {N: '2'}"},
            {"+", "s > :v", "':v': {S: 'tex'}"},
        });
    }

    private static void ranges(Cases conditions) {
        rows(conditions, Source.DOCUMENTED, new String[][] {
            {"+", "n BETWEEN :v AND :w", "':v': {N: '5'}, ':w': {N: '5'}"},
            {"+", "n between :v and :w", "':v': {N: '-1'}, ':w': {N: '10'}"},
            {"-", "n BETWEEN :v AND :w", "':v': {N: '6'}, ':w': {N: '10'}"},
            {"+", "s BETWEEN :v AND :w", "':v': {S: 'a'}, ':w': {S: 'z'}"},
            {"+", ":v BETWEEN n AND :w", "':v': {N: '7'}, ':w': {N: '10'}"},
            {"-", "n BETWEEN :v AND :w", "':v': {S: '1'}, ':w': {S: '9'}"},
            {"+", "n IN (:v)", "':v': {N: '5'}"},
            {"+", "n IN (:v, :w)", "':v': {S: '5'}, ':w': {N: '5.0'}"},
            {"-", "n IN (:v, :w)", "':v': {N: '6'}, ':w': {N: '7'}"},
            {"+", "s in (:v, s2, :w)", "':v': {S: 'x'}, ':w': {S: 'text'}"},
            {"+", "ss IN (:v)", "':v': {SS: ['x', 'y']}"},
            {"-", "zz IN (:v)", "':v': {N: '5'}"},
        });
    }

    private static void functions(Cases conditions) {
        rows(conditions, Source.DOCUMENTED, new String[][] {
            {"+", "attribute_exists(s)", ""},
            {"+", "attribute_exists(z)", ""},
            {"-", "attribute_exists(zz)", ""},
            {"+", "attribute_exists(m.x)", ""},
            {"-", "attribute_exists(m.zz)", ""},
            {"+", "attribute_exists(l[1])", ""},
            {"-", "attribute_exists(l[2])", ""},
            {"+", "attribute_not_exists(zz)", ""},
            {"-", "attribute_not_exists(s)", ""},
            {"+", "attribute_not_exists(m.k.zz)", ""},
            {"+", "attribute_type(s, :v)", "':v': {S: 'S'}"},
            {"-", "attribute_type(s, :v)", "':v': {S: 'N'}"},
            {"+", "attribute_type(n, :v)", "':v': {S: 'N'}"},
            {"+", "attribute_type(b, :v)", "':v': {S: 'B'}"},
            {"+", "attribute_type(t, :v)", "':v': {S: 'BOOL'}"},
            {"+", "attribute_type(z, :v)", "':v': {S: 'NULL'}"},
            {"+", "attribute_type(ss, :v)", "':v': {S: 'SS'}"},
            {"+", "attribute_type(ns, :v)", "':v': {S: 'NS'}"},
            {"+", "attribute_type(bs, :v)", "':v': {S: 'BS'}"},
            {"+", "attribute_type(l, :v)", "':v': {S: 'L'}"},
            {"+", "attribute_type(m, :v)", "':v': {S: 'M'}"},
            {"-", "attribute_type(zz, :v)", "':v': {S: 'S'}"},
            {"+", "begins_with(s, :v)", "':v': {S: 'te'}"},
            {"+", "begins_with(s, :v)", "':v': {S: ''}"},
            {"-", "begins_with(s, :v)", "':v': {S: 'ex'}"},
            {"+", "begins_with(b, :v)", "':v': {B: 'AQ=='}"},
            {"-", "begins_with(n, :v)", "':v': {S: '5'}"},
            {"-", "begins_with(zz, :v)", "':v': {S: 'x'}"},
            {"+", "contains(s, :v)", "':v': {S: 'ex'}"},
            {"-", "contains(s, :v)", "':v': {S: 'EX'}"},
            {"+", "contains(ss, :v)", "':v': {S: 'x'}"},
            {"-", "contains(ss, :v)", "':v': {S: 'z'}"},
            {"+", "contains(ns, :v)", "':v': {N: '1.0'}"},
            {"+", "contains(bs, :v)", "':v': {B: 'AQ=='}"},
            {"+", "contains(l, :v)", "':v': {N: '5'}"},
            {"-", "contains(l, :v)", "':v': {N: '6'}"},
            {"-", "contains(zz, :v)", "':v': {S: 'x'}"},
            {"-", "contains(n, :v)", "':v': {N: '5'}"},
            {"+", "size(s) = :v", "':v': {N: '4'}"},
            {"+", "size(b) = :v", "':v': {N: '2'}"},
            {"+", "size(ss) = :v", "':v': {N: '2'}"},
            {"+", "size(ns) = :v", "':v': {N: '2'}"},
            {"+", "size(l) = :v", "':v': {N: '2'}"},
            {"+", "size(m) = :v", "':v': {N: '2'}"},
            {"+", "size(e) = :v", "':v': {N: '0'}"},
            {"+", "size(m.k) < n", ""},
            {"+", "size(s) BETWEEN :v AND :w", "':v': {N: '1'}, ':w': {N: '4'}"},
            {"+", "size(s) IN (:v, :w)", "':v': {N: '1'}, ':w': {N: '4'}"},
        });
        rows(conditions, Source.OBSERVED, new String[][] {
            {"-", "size(n) = :v", "':v': {N: '1'}"},
            {"-", "size(zz) = :v", "':v': {N: '0'}"},
            {"+", "contains(:v, s)", "':v': {S: 'some text'}"},
            {"+", "begins_with(:v, s)", "':v': {S: 'textual'}"},
        });
    }

    private static void logic(Cases conditions) {
        String one = "':v': {N: '5'}";
        rows(conditions, Source.DOCUMENTED, new String[][] {
            {"+", "n = :v AND attribute_exists(s)", one},
            {"-", "n = :v AND attribute_exists(zz)", one},
            {"+", "n = :v OR attribute_exists(zz)", one},
            {"+", "attribute_exists(zz) or n = :v", one},
            {"-", "attribute_exists(zz) OR n <> :v", one},
            {"+", "NOT attribute_exists(zz)", ""},
            {"-", "not n = :v", one},
            {"+", "NOT NOT n = :v", one},
            {"+", "n = :v OR n = :v AND attribute_exists(zz)", one},
            {"-", "(n = :v OR n = :v) AND attribute_exists(zz)", one},
            {"+", "NOT attribute_exists(zz) AND n = :v", one},
            {"-", "NOT (attribute_exists(zz) OR n = :v)", one},
            {"+", "(n = :v)", one},
            {"+", "NOT n IN (:w)", "':w': {N: '6'}"},
            {"+", "NOT n BETWEEN :v AND :w", "':v': {N: '6'}, ':w': {N: '7'}"},
            {"+", "n BETWEEN :v AND :w AND s = s2 OR t = :t", "':v': {N: '1'}, ':w': {N: '7'}, ':t': {BOOL: true}"},
        });
        conditions
                .documented(
                        "on no item, nothing exists", body("attribute_not_exists(a) AND attribute_not_exists(s)", ""))
                .answers("{}")
                .thenItem("done: {BOOL: true}");
        conditions
                .observed("on no item, <> holds", body("s <> :v", "':v': {S: 'x'}"))
                .answers("{}");
        conditions
                .documented("on no item, = fails", body("s = :v", "':v': {S: 'x'}"))
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED)
                .thenNoItem();
    }
}
