package io.stator.harness.recorded;

import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.recorded.EventLog.Event;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log that Jepsen printed while it tested a compare-and-set register, one event a line: {@code 3
 * :invoke :cas [1 2]}. A cas that failed has met another value; a read that timed out tells nothing.
 */
public final class JepsenLog {
    private static final Pattern EVENT =
            Pattern.compile("(\\d+)\\s+:(invoke|ok|fail|info)\\s+:(read|write|cas)\\s+(\\S.*)");

    private JepsenLog() {}

    public static List<Operation> parse(List<String> lines) {
        EventLog log = new EventLog();
        for (String line : lines) {
            Matcher matcher = EVENT.matcher(line);
            if (matcher.find()) {
                Event event = new Event(
                        Integer.parseInt(matcher.group(1)),
                        matcher.group(2),
                        matcher.group(3),
                        matcher.group(4).trim());
                accept(log, event);
            }
        }
        return log.operations();
    }

    private static void accept(EventLog log, Event event) {
        switch (event.type()) {
            case "invoke" -> log.invoke(event);
            case "ok" -> log.end(event, EventLog.successOf(event));
            case "info" -> log.end(event, new Outcome.Unknown());
            default -> log.end(event, event.function().equals("cas") ? new Outcome.Mismatched() : new Outcome.Failed());
        }
    }
}
