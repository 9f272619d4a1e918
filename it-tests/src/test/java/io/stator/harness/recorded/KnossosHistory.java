package io.stator.harness.recorded;

import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.recorded.EventLog.Event;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A history of a compare-and-set register in EDN: a vector of maps, one for each event. What failed
 * did not happen; a read that found nil is unconstrained; nemesis events are passed over.
 */
final class KnossosHistory {
    private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern MAP = Pattern.compile("\\{[^{}]*\\}");

    private KnossosHistory() {}

    static List<Operation> parse(String text) {
        EventLog log = new EventLog();
        Matcher map = MAP.matcher(STRING.matcher(text).replaceAll("\"\""));
        while (map.find()) {
            String process = field(map.group(), ":process\\s+(:?\\w+)");
            if (!process.equals(":nemesis")) {
                accept(
                        log,
                        new Event(
                                Integer.parseInt(process),
                                field(map.group(), ":type\\s+:(\\w+)"),
                                field(map.group(), ":f\\s+:(\\w+)"),
                                field(map.group(), ":value\\s+(nil|\\d+|\\[[^\\]]*\\])")));
            }
        }
        return log.operations();
    }

    private static void accept(EventLog log, Event event) {
        boolean readNothing = event.function().equals("read") && event.value().equals("nil");
        switch (event.type()) {
            case "invoke" -> log.invoke(event);
            case "ok" -> log.end(event, readNothing ? new Outcome.Failed() : EventLog.successOf(event));
            case "fail" -> log.end(event, new Outcome.Failed());
            case "info" -> log.end(event, new Outcome.Unknown());
            default -> throw new IllegalArgumentException("not a type of event: " + event);
        }
    }

    private static String field(String map, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(map);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + map);
        }
        return matcher.group(1);
    }
}
