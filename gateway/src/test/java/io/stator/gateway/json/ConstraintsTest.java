package io.stator.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The messages of GetItem and ListTables are those that dynalite's tests found DynamoDB to have. */
class ConstraintsTest {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

    @Test
    void tellsOfAllInTheirOrder() {
        Constraints constraints = new Constraints()
                .oneOf("returnConsumedCapacity", "hi", List.of("INDEXES", "TOTAL", "NONE"))
                .lengthAtLeast("attributesToGet", List.of(), 1)
                .matches("tableName", "abc;", NAME)
                .present("key", null);
        assertThatThrownBy(constraints::check)
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION))
                .hasMessage("4 validation errors detected: "
                        + "Value 'hi' at 'returnConsumedCapacity' failed to satisfy constraint: "
                        + "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; "
                        + "Value '[]' at 'attributesToGet' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 1; "
                        + "Value 'abc;' at 'tableName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; "
                        + "Value null at 'key' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void tellsOfOne() {
        assertThatThrownBy(new Constraints().atLeast("limit", 0, 1).atMost("limit", 0, 100)::check)
                .hasMessage("1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
                        + "Member must have value greater than or equal to 1");
        assertThatThrownBy(new Constraints().atMost("limit", 101, 100)::check)
                .hasMessage("1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: "
                        + "Member must have value less than or equal to 100");
        assertThatThrownBy(new Constraints().lengthAtMost("keys", List.of("a", "b"), 1)::check)
                .hasMessage("1 validation error detected: Value '[a, b]' at 'keys' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 1");
    }

    @Test
    void isContentAtTheEdgesAndWithWhatIsAbsent() {
        assertThatCode(new Constraints()
                        .atLeast("a", 1, 1)
                        .atMost("a", 100L, 100)
                        .lengthAtLeast("a", "abc", 3)
                        .lengthAtMost("a", Map.of("k", "v"), 1)
                        .lengthAtMost("a", null, 1)
                        .atLeast("a", null, 1)
                        .matches("a", null, NAME)
                        .matches("a", "a_.-Z9", NAME)
                        .oneOf("a", null, List.of())
                        .present("a", "")::check)
                .doesNotThrowAnyException();
    }

    @Test
    void tellsOfTenAtMostAndShowsABoundedPart() {
        Constraints constraints = new Constraints();
        for (int i = 0; i < 11; i++) {
            constraints.present("m" + i, null);
        }
        assertThatThrownBy(constraints::check)
                .hasMessageStartingWith("10 validation errors detected: ")
                .hasMessageContaining("'m9'")
                .hasMessageNotContaining("'m10'");
        List<String> many = Collections.nCopies(1_000_000, "x".repeat(100));
        assertThatThrownBy(new Constraints().lengthAtMost("names", many, 1)::check)
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThan(3000)
                        .contains("Value '[xxx")
                        .contains("x...]' at 'names'"));
        assertThatThrownBy(new Constraints().lengthAtMost("name", "x".repeat(256), 255)::check)
                .hasMessageContaining("'" + "x".repeat(256) + "'");
    }
}
