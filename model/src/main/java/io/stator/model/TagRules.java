package io.stator.model;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** DynamoDB's rules on tags of tables. Every method throws a ValidationException with DynamoDB's message. */
public final class TagRules {
    public static final String TOO_MANY = "Number of Tags exceed the current limit for the provided ResourceArn";

    private static final String RESERVED_PREFIX = "aws:";

    /** Letters, digits and spaces of any script, and some punctuation. */
    private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{N}\\p{Z}_.:/=+@-]*");

    private TagRules() {}

    /** Tags to be set, at least one: keys and values valid, no key twice. */
    public static SortedMap<String, String> toSet(List<Tag> tags) {
        if (tags.isEmpty()) {
            throw StatorException.validation("Atleast one Tag needs to be provided as Input.");
        }
        return atCreation(tags);
    }

    /** Tags of a new table, which may be none. */
    public static SortedMap<String, String> atCreation(List<Tag> tags) {
        count(tags.size());
        SortedMap<String, String> byKey = new TreeMap<>();
        for (Tag tag : tags) {
            key(tag.key());
            value(tag.value());
            if (byKey.put(tag.key(), tag.value()) != null) {
                throw StatorException.validation(
                        "Duplicate Tag Keys provided as input: Duplicate Tag Key found " + tag.key());
            }
        }
        return byKey;
    }

    /** Keys of tags to be taken away, at least one. */
    public static void toRemove(Collection<String> keys) {
        if (keys.isEmpty()) {
            throw StatorException.validation("Atleast one Tag Key needs to be provided as Input.");
        }
        count(keys.size());
        keys.forEach(TagRules::key);
    }

    /** Of one request, or of a table when it is done. */
    public static void count(int tags) {
        if (tags > Limits.TAGS_MAX) {
            throw StatorException.validation(TOO_MANY);
        }
    }

    private static void key(String key) {
        if (key.isEmpty() || isInvalid(key, Limits.TAG_KEY_CHARS_MAX)) {
            throw StatorException.validation("The Tag Key provided is invalid, Key: " + MessageText.shortened(key));
        }
        if (key.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX)) {
            throw StatorException.validation("Tag Key cannot be prefixed with aws:, Key: " + key);
        }
    }

    private static void value(String value) {
        if (isInvalid(value, Limits.TAG_VALUE_CHARS_MAX)) {
            throw StatorException.validation(
                    "The Tag Value provided is invalid, Value: " + MessageText.shortened(value));
        }
    }

    private static boolean isInvalid(String text, int charsMax) {
        return text.codePointCount(0, text.length()) > charsMax
                || !CHARACTERS.matcher(text).matches();
    }
}
