package io.stator.conformance;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for the names beginning in {@code @} in the bodies and messages of a case.
 *
 * <ul>
 *   <li>{@code @hash}: a table with partition key {@code a}, a string
 *   <li>{@code @range}: a table with partition key {@code a} and sort key {@code b}, both strings
 *   <li>{@code @number}: the same with a number as sort key; {@code @binary}: with a binary
 *   <li>{@code @hashN}, {@code @hashB}: tables whose partition key {@code a} is a number, a binary
 *   <li>{@code @hashArn}: the ARN of {@code @hash}; {@code @ownArn}: of {@code @own}; {@code @missingArn}: of no table
 *   <li>{@code @own}: the name of a table of the case's own, which the case makes
 *   <li>{@code @missing}: a name that no table has
 *   <li>{@code @key}: a string of the case's own, {@value #KEY_LENGTH} characters long
 * </ul>
 */
record Names(Map<String, String> values) {
    static final int KEY_LENGTH = 7;

    private static final Pattern NAME =
            Pattern.compile("@(hashArn|hashN|hashB|hash|range|number|binary|ownArn|own|missingArn|missing|key)\\b");

    Names {
        values = Map.copyOf(values);
    }

    String replaced(String text) {
        return NAME.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
    }
}
