package io.stator.model.expression.text;

import io.stator.model.AttributeValue;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A request's expressions, as every write with a condition brings them: from a text that the cache has, and from a new one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExpressionTextBenchmark {
    private static final String CONDITION =
            "attribute_exists(#id) AND #version = :old AND (total < :most OR size(tags) > :n)";
    private static final String UPDATE =
            "SET #version = #version + :n, tags = list_append(if_not_exists(tags, :empty), :tags) REMOVE draft";

    private final Map<String, String> names = Map.of("#id", "id", "#version", "version");
    private final Map<String, AttributeValue> values = Map.of(
            ":old", AttributeValue.number(7),
            ":most", AttributeValue.number(1000),
            ":n", AttributeValue.number(1),
            ":empty", AttributeValue.list(),
            ":tags", AttributeValue.list(AttributeValue.string("new")));

    @Benchmark
    public Expressions namesAndValues() {
        return new Expressions(names, values);
    }

    /** With the names and values. */
    @Benchmark
    public Condition conditionKept() {
        return new Expressions(names, values).condition(CONDITION);
    }

    /** With the names and values. */
    @Benchmark
    public List<UpdateAction> updateKept() {
        return new Expressions(names, values).update(UPDATE);
    }

    /** The text alone. */
    @Benchmark
    public Object conditionNew() {
        return Grammar.CONDITION.parsed(new SyntaxCache(4, 1), ExpressionKind.CONDITION, CONDITION);
    }

    /** The text alone. */
    @Benchmark
    public Object updateNew() {
        return Grammar.UPDATE.parsed(new SyntaxCache(4, 1), ExpressionKind.UPDATE, UPDATE);
    }
}
