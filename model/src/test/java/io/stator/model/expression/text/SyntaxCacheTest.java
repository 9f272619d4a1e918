package io.stator.model.expression.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SyntaxCacheTest {
    private static ParsedText parsed(SyntaxCache cache, String text) {
        return Grammar.CONDITION.parsed(cache, ExpressionKind.CONDITION, text);
    }

    @Test
    void whatWasReadIsKept() {
        SyntaxCache cache = new SyntaxCache(64, 1 << 20);
        ParsedText first = parsed(cache, "a = :v");
        assertThat(parsed(cache, "a = :v")).isSameAs(first);
        assertThat(parsed(cache, "a =  :v")).isNotSameAs(first).isNotNull();
        assertThat(cache.get(Grammar.PROJECTION, "a = :v")).isNull();
    }

    @Test
    void whatIsWrongIsNotKept() {
        SyntaxCache cache = new SyntaxCache(64, 1 << 20);
        assertThatThrownBy(() -> parsed(cache, "a =")).isInstanceOf(StatorException.class);
        assertThat(cache.get(Grammar.CONDITION, "a =")).isNull();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void theSameTextIsAnotherInAnotherGrammar() {
        SyntaxCache cache = new SyntaxCache(4, 1 << 20);
        Grammar.PROJECTION.parsed(cache, ExpressionKind.PROJECTION, "a");
        assertThatThrownBy(() -> parsed(cache, "a")).hasMessageContaining("Invalid ConditionExpression");
    }

    /** As many bytes as all its entries say, and never more than it may have. */
    @Test
    void itIsBounded() {
        SyntaxCache cache = new SyntaxCache(64, 40_000);
        for (int i = 0; i < 5000; i++) {
            parsed(cache, "a = :v" + i);
            assertThat(cache.bytes()).isLessThanOrEqualTo(40_000);
        }
        int kept = 0;
        long bytes = 0;
        for (int i = 0; i < 5000; i++) {
            ParsedText text = cache.get(Grammar.CONDITION, "a = :v" + i);
            if (text != null) {
                kept++;
                bytes += text.bytes();
            }
        }
        assertThat(kept).isBetween(16, 64);
        assertThat(cache.bytes()).isEqualTo(bytes);
    }

    @Test
    void bytesBoundItToo() {
        SyntaxCache cache = new SyntaxCache(1024, 10_000);
        for (int i = 0; i < 1000; i++) {
            parsed(cache, "a = :v" + i);
            assertThat(cache.bytes()).isLessThanOrEqualTo(10_000);
        }
        parsed(cache, "a = :v" + " OR a = :v".repeat(100));
        assertThat(cache.get(Grammar.CONDITION, "a = :v" + " OR a = :v".repeat(100)))
                .isNull();
    }

    @Test
    void whatIsUsedOftenStays() {
        SyntaxCache cache = new SyntaxCache(64, 1 << 20);
        ParsedText often = parsed(cache, "often = :v");
        for (int i = 0; i < 10_000; i++) {
            parsed(cache, "a = :v" + i);
            assertThat(parsed(cache, "often = :v")).isSameAs(often);
        }
    }

    /** Threads that read and bring texts: each gets what its text says. */
    @Test
    void threadsShareIt() throws Exception {
        SyntaxCache cache = new SyntaxCache(16, 20_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> readers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                readers.add(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        String text = "a" + i % 100 + " = :v";
                        ParsedText.ParsedCondition condition = (ParsedText.ParsedCondition) parsed(cache, text);
                        assertThat(condition.condition().toString()).contains("name=a" + i % 100 + "]");
                    }
                    return 0;
                });
            }
            for (Future<Integer> reader : threads.invokeAll(readers)) {
                assertThat(reader.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cache.bytes()).isBetween(1L, 20_000L);
    }
}
