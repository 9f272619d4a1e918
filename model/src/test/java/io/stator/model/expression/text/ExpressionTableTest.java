package io.stator.model.expression.text;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every row of the tables; each text twice, so that the second time it may come from the cache. */
class ExpressionTableTest {

    @TestFactory
    Stream<DynamicTest> texts() {
        return ExpressionTable.rows("trees.txt", 3).stream()
                .map(row -> dynamicTest(row.get(0) + ": " + row.get(1), () -> {
                    assertThat(ExpressionTable.read(row.get(0), row.get(1))).isEqualTo(row.get(2));
                    assertThat(ExpressionTable.read(row.get(0), row.get(1))).isEqualTo(row.get(2));
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusals() {
        return ExpressionTable.rows("refusals.txt", 4).stream()
                .map(row -> dynamicTest(row.get(0) + ": " + row.get(2), () -> {
                    String message = ExpressionTable.prefix(row.get(0)) + row.get(3);
                    assertRefused(() -> ExpressionTable.read(row.get(0), row.get(2)), message);
                    assertRefused(() -> ExpressionTable.read(row.get(0), row.get(2)), message);
                }));
    }

    @Test
    void everyRowSaysWhereItIsFrom() {
        for (List<String> row : ExpressionTable.rows("refusals.txt", 4)) {
            assertThat(row.get(1)).as(row.toString()).isIn("D", "O", "B");
        }
    }

    @Test
    void thereAreAsManyReservedWordsAsInTheGuide() {
        assertThat(ReservedWords.count()).isEqualTo(573);
        assertThat(ReservedWords.contains("abort")).isTrue();
        assertThat(ReservedWords.contains("ZoNe")).isTrue();
        assertThat(ReservedWords.contains("customer")).isFalse();
    }
}
