package io.stator.harness.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.harness.history.Function;
import io.stator.harness.history.ListStep;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    @TempDir
    Path directory;

    private static final List<Function> FUNCTIONS = List.of(
            new Function.Read(),
            new Function.EventualRead(),
            new Function.RemoveElement("x"),
            new Function.Walk(Function.Walk.Direction.DESCENDING, 10, 1, true),
            new Function.Write("1"),
            new Function.Write(null),
            new Function.CompareAndSet(null, "a\nb"),
            new Function.CompareAndSet("\"quoted\" \\ </script>", null),
            new Function.Increment(-3),
            new Function.AddElement("ü 🙂"),
            new Function.Append(""),
            new Function.ReadAll(),
            new Function.Transfer("a", List.of("b", "c"), 7),
            new Function.Transact(List.of(new ListStep.Append("a", "1"), new ListStep.Read("b"))),
            new Function.Transact(List.of()));

    private static final List<Outcome> OUTCOMES = List.of(
            new Outcome.Done(),
            new Outcome.Found("1"),
            new Outcome.Found(null),
            new Outcome.FoundList(List.of("2", "1")),
            new Outcome.FoundSet(Set.of("2", "1")),
            new Outcome.FoundLists(List.of(List.of("2", "1"), List.of())),
            new Outcome.FoundAll(Map.of("b", "2", "a", "1")),
            new Outcome.Mismatched(),
            new Outcome.Failed(),
            new Outcome.Unknown());

    @Test
    void everyFunctionWithEveryOutcomeComesBackAsItWas() throws IOException {
        assertThat(typesOf(FUNCTIONS)).containsExactlyInAnyOrder(Function.class.getPermittedSubclasses());
        assertThat(typesOf(OUTCOMES)).containsExactlyInAnyOrder(Outcome.class.getPermittedSubclasses());
        List<Operation> all = new ArrayList<>();
        for (Function function : FUNCTIONS) {
            for (Outcome outcome : OUTCOMES) {
                int number = all.size();
                long end = outcome instanceof Outcome.Unknown ? Operation.NEVER : 10L * number + 5;
                all.add(new Operation(number, "key " + number, function, outcome, 10L * number, end));
            }
        }
        Map<String, List<Operation>> histories = new LinkedHashMap<>();
        histories.put("second by name", all);
        histories.put("empty", List.of());
        histories.put("another", List.of(all.get(3)));
        Path file = directory.resolve("history.jsonl");
        HistoryFile.write(file, histories);
        Map<String, List<Operation>> read = HistoryFile.read(file);
        assertThat(read).isEqualTo(histories);
        assertThat(read.keySet()).containsExactly("second by name", "empty", "another");
    }

    private static Set<Class<?>> typesOf(List<?> values) {
        Set<Class<?>> types = new LinkedHashSet<>();
        values.forEach(value -> types.add(value.getClass()));
        return types;
    }

    /** These very bytes are version 1: they stay readable, whatever comes later. */
    private static final String GOLDEN = """
            {"format":"stator-history","version":1,"workloads":["register","list"]}
            {"workload":"register","process":0,"key":"a","function":{"type":"write","value":"1"},\
            "outcome":{"type":"done"},"invokedNanos":5,"completedNanos":9}
            {"workload":"register","process":1,"key":"a","function":{"type":"compare-and-set","expected":null,\
            "replacement":"2"},"outcome":{"type":"unknown"},"invokedNanos":7}
            {"workload":"list","process":2,"key":"b","function":{"type":"read"},\
            "outcome":{"type":"found-list","elements":["x","y"]},"invokedNanos":8,"completedNanos":10}
            {"operations":3,"crc32c":"%s"}
            """;

    private static final Map<String, List<Operation>> GOLDEN_HISTORIES = Map.of(
            "register",
            List.of(
                    new Operation(0, "a", new Function.Write("1"), new Outcome.Done(), 5, 9),
                    new Operation(
                            1, "a", new Function.CompareAndSet(null, "2"), new Outcome.Unknown(), 7, Operation.NEVER)),
            "list",
            List.of(new Operation(2, "b", new Function.Read(), new Outcome.FoundList(List.of("x", "y")), 8, 10)));

    private static String golden() {
        return GOLDEN.formatted("3ec8d3b2");
    }

    @Test
    void theFormatIsAsItWas() throws IOException {
        Path file = directory.resolve("golden.jsonl");
        Files.writeString(file, golden());
        assertThat(HistoryFile.read(file)).isEqualTo(GOLDEN_HISTORIES);
        Map<String, List<Operation>> inOrder = new LinkedHashMap<>();
        inOrder.put("register", GOLDEN_HISTORIES.get("register"));
        inOrder.put("list", GOLDEN_HISTORIES.get("list"));
        HistoryFile.write(file, inOrder);
        assertThat(Files.readString(file)).isEqualTo(golden());
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        String withoutLastLine = golden().substring(0, golden().indexOf("{\"operations\""));
        refused(withoutLastLine, "line 5: the file was cut off");
        refused(golden().substring(0, golden().length() - 5), "line 5");
    }

    @Test
    void aFileThatWasChangedIsRefused() throws IOException {
        refused(golden().replace("\"a\"", "\"c\""), "the file was changed");
        refused(golden().replace("\"operations\":3", "\"operations\":4"), "the file was changed");
    }

    @Test
    void whatIsNotUnderstoodIsRefused() throws IOException {
        refused(golden().replace("\"version\":1", "\"version\":2"), "line 1: not a history of version 1");
        refused(golden().replace("\"type\":\"write\"", "\"type\":\"rite\""), "line 2: unknown type rite");
        refused(golden().replace("\"process\":0", "\"process\":\"0\""), "line 2: field process is not of type Long");
        refused(golden().replace("\"invokedNanos\":5", "\"invokedNanos\":11"), "line 2: not an operation");
        refused(golden().replace("[\"register\",\"list\"]", "[\"register\"]"), "line 4: a workload that the first");
    }

    @Test
    void fieldsThatAreNotKnownArePassedOver() throws IOException {
        Path file = directory.resolve("newer.jsonl");
        HistoryFile.write(file, Map.of("register", List.of()));
        String text = Files.readString(file);
        Files.writeString(file, text.replace("{\"operations\"", "{\"later\":[true,1.5],\"operations\""));
        assertThat(HistoryFile.read(file)).containsOnlyKeys("register");
    }

    private void refused(String text, String why) throws IOException {
        Path file = directory.resolve("refused.jsonl");
        Files.writeString(file, text);
        assertThatThrownBy(() -> HistoryFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }
}
