package io.stator.gateway.json;

import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds which members of a request break constraints of the API's model, and tells of all of them at once, in the order
 * in which they were checked. A member that is absent (null) breaks none but {@link #present}.
 *
 * <p>A path says where a member is, in DynamoDB's way: {@code tableName}, {@code keySchema.1.member.attributeName}.
 */
public final class Constraints {
    /** DynamoDB: so many are told of. */
    private static final int ERRORS_MAX = 10;

    /** Own: so much of a value is shown, in characters. */
    private static final int SHOWN_CHARS_MAX = 2048;

    private final List<String> errors = new ArrayList<>();

    public Constraints present(String path, @Nullable Object value) {
        return value == null ? broken(path, null, "Member must not be null") : this;
    }

    /** The length of a string in characters; of a list or map, its elements. */
    public Constraints lengthAtLeast(String path, @Nullable Object value, int min) {
        return value != null && length(value) < min
                ? broken(path, value, "Member must have length greater than or equal to " + min)
                : this;
    }

    public Constraints lengthAtMost(String path, @Nullable Object value, int max) {
        return value != null && length(value) > max
                ? broken(path, value, "Member must have length less than or equal to " + max)
                : this;
    }

    public Constraints atLeast(String path, @Nullable Number value, long min) {
        return value != null && value.longValue() < min
                ? broken(path, value, "Member must have value greater than or equal to " + min)
                : this;
    }

    public Constraints atMost(String path, @Nullable Number value, long max) {
        return value != null && value.longValue() > max
                ? broken(path, value, "Member must have value less than or equal to " + max)
                : this;
    }

    public Constraints matches(String path, @Nullable String value, Pattern pattern) {
        return value != null && !pattern.matcher(value).matches()
                ? broken(path, value, "Member must satisfy regular expression pattern: " + pattern.pattern())
                : this;
    }

    /** @param values in the order in which DynamoDB lists them */
    public Constraints oneOf(String path, @Nullable String value, List<String> values) {
        return value != null && !values.contains(value)
                ? broken(path, value, "Member must satisfy enum value set: [" + String.join(", ", values) + "]")
                : this;
    }

    /**
     * A constraint of another kind.
     *
     * @param value as it is shown; null if it is absent
     * @param constraint what the member must do
     */
    public Constraints broken(String path, @Nullable Object value, String constraint) {
        if (errors.size() < ERRORS_MAX) {
            String shown = value == null ? "null" : "'" + shown(value) + "'";
            errors.add("Value " + shown + " at '" + path + "' failed to satisfy constraint: " + constraint);
        }
        return this;
    }

    /** @throws StatorException a ValidationException if any constraint was broken */
    public void check() {
        int count = errors.size();
        if (count > 0) {
            throw StatorException.validation(
                    count + " validation error" + (count == 1 ? "" : "s") + " detected: " + String.join("; ", errors));
        }
    }

    private static int length(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof Collection<?> elements) {
            return elements.size();
        }
        if (value instanceof Map<?, ?> members) {
            return members.size();
        }
        throw new IllegalArgumentException("a " + value.getClass().getName() + " has no length");
    }

    /** Not all of what may be large is made to text; what is cut keeps its brackets. */
    private static String shown(Object value) {
        if (!(value instanceof Collection<?> elements)) {
            return cut(String.valueOf(value));
        }
        StringBuilder text = new StringBuilder();
        String separator = "";
        for (Object element : elements) {
            text.append(separator).append(element);
            separator = ", ";
            if (text.length() > SHOWN_CHARS_MAX) {
                break;
            }
        }
        return "[" + cut(text.toString()) + "]";
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "...";
    }
}
