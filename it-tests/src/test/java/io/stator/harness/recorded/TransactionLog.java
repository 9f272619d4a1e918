package io.stator.harness.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import io.stator.harness.anomaly.Transaction;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.harness.history.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Histories of list-append transactions as others write them: events with a process, a type (invoke, ok,
 * fail, info) and a value, which is a list of [f, key, value]. Moments are the events' numbers.
 */
final class TransactionLog {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<Integer, Event> open = new HashMap<>();
    private int events;

    private record Event(int process, List<?> value, long moment) {}

    /** A history, and what is known of it. */
    record Known(String id, List<Level> levels, List<Transaction> transactions) {

        /** The verdict at one isolation level. */
        record Level(String title, boolean isValid, Set<String> anomalies) {}
    }

    private TransactionLog() {}

    /** One history as a line of JSON, with its verdicts. */
    static Known parseJson(String line) throws IOException {
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            Map<?, ?> known = (Map<?, ?>) value(parser);
            TransactionLog log = new TransactionLog();
            for (Object event : (List<?>) known.get("history")) {
                Map<?, ?> fields = (Map<?, ?>) event;
                log.accept(((Number) fields.get("process")).intValue(), (String) fields.get("type"), (List<?>)
                        fields.get("value"));
            }
            List<Known.Level> levels = new ArrayList<>();
            ((Map<?, ?>) known.get("elle")).forEach((title, verdict) -> {
                Set<String> anomalies = new TreeSet<>();
                ((List<?>) ((Map<?, ?>) verdict).get("anomalies")).forEach(anomaly -> anomalies.add((String) anomaly));
                boolean isValid = (Boolean) ((Map<?, ?>) verdict).get("valid");
                levels.add(new Known.Level((String) title, isValid, anomalies));
            });
            return new Known((String) known.get("id"), levels, log.transactions());
        }
    }

    /** Events as EDN maps, one a line; without a process they are all of one. */
    static List<Transaction> parseEdn(List<String> lines) throws IOException {
        TransactionLog log = new TransactionLog();
        for (String line : lines) {
            if (!line.startsWith("{")) {
                continue;
            }
            String json = line.replaceAll(":(type|process|index|time|f|value)\\b", ",\"$1\":")
                    .replaceAll(":(\\w+)", "\"$1\"")
                    .replace("{,", "{")
                    .replaceAll("(\\])\\s+(\\[)", "$1,$2")
                    .replaceAll("([\\w\"])\\s+(?=[\\w\"\\[])", "$1,")
                    .replaceAll(",\\s*,", ",")
                    .replace("nil", "null");
            try (JsonParser parser = JSON.createParser(json)) {
                parser.nextToken();
                Map<?, ?> fields = (Map<?, ?>) value(parser);
                Object process = fields.containsKey("process") ? fields.get("process") : 0L;
                log.accept(((Number) process).intValue(), (String) fields.get("type"), (List<?>) fields.get("value"));
            }
        }
        return log.transactions();
    }

    private void accept(int process, String type, List<?> value) {
        long moment = ++events;
        if (type.equals("invoke")) {
            open.put(process, new Event(process, value, moment));
            return;
        }
        Event begun = open.remove(process);
        if (begun == null) {
            throw new IllegalArgumentException("ends what has not begun: process " + process);
        }
        add(
                begun,
                value,
                switch (type) {
                    case "ok" -> Status.COMMITTED;
                    case "fail" -> Status.ABORTED;
                    case "info" -> Status.UNKNOWN;
                    default -> throw new IllegalArgumentException("not a type of event: " + type);
                });
    }

    private void add(Event begun, List<?> value, Status status) {
        List<MicroOperation> steps = value.stream()
                .map(step -> step((List<?>) step, status == Status.COMMITTED))
                .toList();
        long completed = status == Status.UNKNOWN ? Operation.NEVER : events;
        transactions.add(
                new Transaction(transactions.size() + 1, begun.process(), steps, status, begun.moment(), completed));
    }

    private List<Transaction> transactions() {
        open.values().forEach(event -> add(event, event.value(), Status.UNKNOWN));
        open.clear();
        return transactions;
    }

    private static MicroOperation step(List<?> step, boolean isAnswered) {
        String key = String.valueOf(step.get(1));
        if (step.get(0).equals("append")) {
            return new Append(key, String.valueOf(step.get(2)));
        }
        List<?> found = step.get(2) == null ? List.of() : (List<?>) step.get(2);
        return new Read(key, isAnswered ? found.stream().map(String::valueOf).toList() : null);
    }

    /** The value at the parser's token: a map, a list, a string, a number, a truth or null. */
    private static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                return fields;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                return elements;
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            case VALUE_NUMBER_INT -> {
                return parser.getLongValue();
            }
            default -> {
                return parser.getText();
            }
        }
    }
}
