package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import org.jspecify.annotations.Nullable;

/** The TableName of requests on tables, which DynamoDB holds to be a name more strictly than that of requests on items. */
final class TableNameMember {
    private TableNameMember() {}

    /**
     * That it is there, which is looked at before all else.
     *
     * @return it
     */
    static String required(@Nullable String nameOrArn) {
        if (nameOrArn == null) {
            throw StatorException.validation(
                    "The parameter 'TableName' is required but was not present in the request");
        }
        return nameOrArn;
    }

    /** @param path of the member */
    static void constrain(Constraints constraints, String path, @Nullable String nameOrArn) {
        if (nameOrArn != null && !TableArns.isArn(nameOrArn)) {
            constraints
                    .lengthAtLeast(path, nameOrArn, Limits.TABLE_NAME_CHARS_MIN)
                    .lengthAtMost(path, nameOrArn, Limits.TABLE_NAME_CHARS_MAX)
                    .matches(path, nameOrArn, ItemConstraints.NAME);
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
        constrain(constraints, "tableName", given);
        constraints.check();
        return TableArns.nameOf(given);
    }
}
