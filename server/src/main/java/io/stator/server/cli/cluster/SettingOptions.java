package io.stator.server.cli.cluster;

import io.stator.server.cli.console.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Settings by name, on the command line. */
final class SettingOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting; 'stator settings' lists them. May be given more than once.")
    private List<String> settings = new ArrayList<>();

    /** By name; the last one of a name counts. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        for (String text : settings) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw CommandFailure.badInput("--set: '" + text + "' is not of the form NAME=VALUE");
            }
            values.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return values;
    }
}
