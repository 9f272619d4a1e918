package io.stator.harness.recorded;

import io.stator.harness.history.Function;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Histories of texts by key, which are got, put and appended to: an EDN map a line for each event. */
final class TextLog {
    private static final Pattern EVENT = Pattern.compile(
            "\\{:process (\\d+), :type :(invoke|ok), :f :(get|put|append), :key \"([^\"]*)\", :value (nil|\"([^\"]*)\")\\}");

    private TextLog() {}

    static List<Operation> parse(List<String> lines) {
        AtomicLong events = new AtomicLong();
        History history = new History(events::incrementAndGet);
        Map<String, History.Invocation> open = new HashMap<>();
        for (String line : lines) {
            Matcher event = EVENT.matcher(line.trim());
            if (!event.matches()) {
                throw new IllegalArgumentException("not an event of a text: " + line);
            }
            String process = event.group(1);
            String value = event.group(6);
            if (event.group(2).equals("invoke")) {
                Function function = switch (event.group(3)) {
                    case "get" -> new Function.Read();
                    case "put" -> new Function.Write(value);
                    default -> new Function.Append(value);
                };
                open.put(process, history.invoke(Integer.parseInt(process), event.group(4), function));
            } else {
                boolean isRead = event.group(3).equals("get");
                open.remove(process).end(isRead ? new Outcome.Found(value) : new Outcome.Done());
            }
        }
        return history.operations();
    }
}
