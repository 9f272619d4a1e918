package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import org.jspecify.annotations.Nullable;

/** The TableName of requests on tables, which DynamoDB checks before all else, and in other words than that of requests on items. */
final class TableNameMember {
    private TableNameMember() {}

    /**
     * That it is there, and of a length that names have.
     *
     * @return it
     */
    static String required(@Nullable String nameOrArn) {
        if (nameOrArn == null) {
            throw StatorException.validation("The parameter 'TableName' is required but was not present in the request");
        }
        int length = nameOrArn.length();
        if (!TableArns.isArn(nameOrArn)
                && (length < Limits.TABLE_NAME_CHARS_MIN || length > Limits.TABLE_NAME_CHARS_MAX)) {
            throw StatorException.validation(
                    "TableName must be at least 3 characters long and at most 255 characters long");
        }
        return nameOrArn;
    }

    /** That it has no characters that names have not. */
    static void constrain(Constraints constraints, String nameOrArn) {
        if (!TableArns.isArn(nameOrArn)) {
            constraints.matches("tableName", nameOrArn, ItemConstraints.NAME);
        }
    }

    /**
     * All that there is to check in a request that has nothing else.
     *
     * @return the table's name
     */
    static String checked(@Nullable String nameOrArn) {
        String given = required(nameOrArn);
        Constraints constraints = new Constraints();
        constrain(constraints, given);
        constraints.check();
        return TableArns.nameOf(given);
    }
}
