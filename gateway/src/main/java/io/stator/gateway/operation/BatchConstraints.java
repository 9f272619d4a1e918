package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the requests of both batch operations have in common: a map of tables. */
final class BatchConstraints {
    private BatchConstraints() {}

    /** @throws StatorException a ValidationException if there are no tables in it; absent is for {@link #tables} */
    static void notEmpty(@Nullable Map<String, ?> requestItems, String operation) {
        if (requestItems != null && requestItems.isEmpty()) {
            throw StatorException.validation("The requestItems parameter is required for " + operation);
        }
    }

    /** That they are there, and that tables can have such names. */
    static void tables(Constraints constraints, @Nullable Map<String, ?> requestItems) {
        constraints.present("requestItems", requestItems);
        if (requestItems != null && !requestItems.keySet().stream().allMatch(BatchConstraints::isName)) {
            constraints.broken(
                    "requestItems",
                    requestItems,
                    "Map keys must satisfy constraint: [Member must have length less than or equal to "
                            + Limits.TABLE_NAME_CHARS_MAX + ", Member must have length greater than or equal to "
                            + Limits.TABLE_NAME_CHARS_MIN + ", Member must satisfy regular expression pattern: "
                            + ItemConstraints.NAME.pattern() + "]");
        }
    }

    private static boolean isName(String nameOrArn) {
        return TableArns.isArn(nameOrArn)
                || (nameOrArn.length() >= Limits.TABLE_NAME_CHARS_MIN
                        && nameOrArn.length() <= Limits.TABLE_NAME_CHARS_MAX
                        && ItemConstraints.NAME.matcher(nameOrArn).matches());
    }

    /** @throws StatorException a ValidationException if two of them, a name and an ARN, are one table */
    static void differentTables(Set<String> namesOrArns) {
        Set<String> names = new HashSet<>();
        for (String nameOrArn : namesOrArns) {
            if (!names.add(TableArns.nameOf(nameOrArn))) {
                throw StatorException.validation("Provided list of table names contains duplicates");
            }
        }
    }
}
