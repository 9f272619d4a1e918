package io.stator.server.cli.transfer;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * An attribute that the file does not have on its own, but as a part of another: the country in {@code
 * AD-02}. Its value is what the pattern finds first, or of that its first group.
 */
record DerivedAttribute(String name, String source, Pattern pattern) {

    /**
     * Reads {@code NAME=SOURCE:PATTERN}.
     *
     * @throws CommandFailure if it is no such thing
     */
    static DerivedAttribute parse(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':', equals + 1);
        if (equals < 1 || colon <= equals + 1) {
            throw CommandFailure.badInput("--derive: '" + text + "' is not of the form NAME=SOURCE:PATTERN");
        }
        try {
            return new DerivedAttribute(
                    text.substring(0, equals),
                    text.substring(equals + 1, colon),
                    Pattern.compile(text.substring(colon + 1)));
        } catch (PatternSyntaxException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "--derive: '" + text.substring(colon + 1) + "' is no pattern: " + e.getDescription(),
                    e);
        }
    }

    /** @throws StatorException if the source is not there or the pattern does not fit */
    Item addTo(Item item) {
        if (!(item.get(source) instanceof AttributeValue.S string)) {
            throw StatorException.validation("there is no string '" + source + "' to derive '" + name + "' from");
        }
        Matcher matcher = pattern.matcher(string.value());
        if (!matcher.find()) {
            throw StatorException.validation("'" + source + "' does not match " + pattern);
        }
        String found = matcher.groupCount() > 0 && matcher.group(1) != null ? matcher.group(1) : matcher.group();
        return item.toBuilder().set(name, found).build();
    }
}
