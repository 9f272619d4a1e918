package io.stator.model.expression.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.ErrorCode;
import io.stator.model.RandomValues;
import io.stator.model.StatorException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The texts of the tables, mutated, as every kind of expression: each is read or refused with a ValidationException, in
 * bounded time of the processor. -Dstator.expressions.fuzz says how many, -Dstator.seed replays.
 */
class ExpressionFuzzTest {
    private static final int TEXTS = Integer.getInteger("stator.expressions.fuzz", 30_000);
    private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(2);
    private static final List<String> LETTERS = List.of("C", "F", "P", "U", "K", "H");
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "((",
            "))",
            ",",
            ".",
            "[",
            "]",
            "[0]",
            "=",
            "<>",
            "<",
            "<=",
            "+",
            "-",
            " AND ",
            " OR ",
            " NOT ",
            " IN ",
            " BETWEEN ",
            "SET ",
            " REMOVE ",
            " ADD ",
            " DELETE ",
            "a",
            "b",
            "p",
            "r",
            "#a",
            "#c",
            ":n",
            ":s",
            ":l",
            ":nope",
            "#nope",
            "size(",
            "if_not_exists(",
            "list_append(",
            "attribute_exists(",
            "contains(",
            "f(",
            "0",
            "4294967296",
            "name",
            "\u00e4",
            "\uD83D\uDE00",
            "\uD800",
            "\0",
            "\t",
            "\"");

    private final RandomValues random = RandomValues.create();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everyTextIsReadOrRefused() {
        List<String> corpus = new ArrayList<>();
        ExpressionTable.rows("trees.txt", 3).forEach(row -> corpus.add(row.get(1)));
        ExpressionTable.rows("refusals.txt", 4).forEach(row -> corpus.add(row.get(2)));
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = mutated(corpus);
            String letter = LETTERS.get(random.below(LETTERS.size()));
            if (isRead(letter, text)) {
                read++;
            }
        }
        assertThat(read).as("texts that were read").isBetween(TEXTS / 100, TEXTS - TEXTS / 100);
    }

    private static boolean isRead(String letter, String text) {
        long start = cpuNanos();
        try {
            ExpressionTable.read(letter, text);
            return true;
        } catch (StatorException e) {
            assertThat(e.code()).as(text).isEqualTo(ErrorCode.VALIDATION);
            assertThat(e.getMessage().length()).as(text).isLessThan(20_000);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("at " + letter + ": " + text, e);
        } finally {
            assertThat(cpuNanos() - start).as(text).isLessThan(NANOS_MAX);
        }
    }

    /** Of this thread: what it waits for on a busy machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private String mutated(List<String> corpus) {
        StringBuilder text = new StringBuilder(any(corpus));
        for (int mutations = random.below(5); mutations > 0; mutations--) {
            mutate(text, corpus);
        }
        return text.toString();
    }

    private void mutate(StringBuilder text, List<String> corpus) {
        int at = random.below(text.length() + 1);
        switch (random.below(7)) {
            case 0 -> text.insert(at, any(PIECES));
            case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.below(5)));
            case 2 -> text.insert(at, any(PIECES).repeat(1 + random.below(3)));
            case 3 -> text.append(random.chance(50) ? " AND " : ", ").append(any(corpus));
            case 4 -> text.insert(0, "(").append(")");
            case 5 -> {
                String piece = any(PIECES);
                text.insert(at, piece.repeat(random.below(4200) / piece.length()));
            }
            default -> {
                if (!text.isEmpty()) {
                    text.setCharAt(random.below(text.length()), (char) (32 + random.below(96)));
                }
            }
        }
    }

    private String any(List<String> texts) {
        return texts.get(random.below(texts.size()));
    }
}
