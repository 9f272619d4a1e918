package io.stator.catalog;

import io.stator.catalog.CatalogOutcome.UserStands;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.CatalogRecord;
import io.stator.proto.v1.User;
import java.util.List;
import java.util.regex.Pattern;

/** What {@link CatalogDecider} says to commands that add users and remove them, and the rule on their names. */
final class UserChanges {
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

    private UserChanges() {}

    /** As IAM has it: 1 to 64 characters. Anything else is a ValidationException. */
    static void requireName(String name) {
        if (!NAMES.matcher(name).matches()) {
            throw StatorException.validation(
                    "A user's name has 1 to 64 characters, which are letters, digits, or one of _+=,.@-");
        }
    }

    static Decision addUser(User command, CatalogState state) {
        if (state.clusterId().isEmpty()) {
            return Decision.refused(ErrorCode.SERVICE_UNAVAILABLE, "The cluster is not founded yet");
        }
        UserRecord user = UserCodec.fromProto(command);
        if (state.users().containsKey(user.name())) {
            return Decision.refused(ErrorCode.RESOURCE_IN_USE, "User already exists: " + user.name());
        }
        if (user.accessKeyId().isEmpty()
                || state.users().values().stream()
                        .anyMatch(other -> other.accessKeyId().equals(user.accessKeyId()))) {
            return Decision.refused(ErrorCode.RESOURCE_IN_USE, "The access key id is taken");
        }
        if (state.users().size() >= CatalogLimits.USERS_MAX) {
            return Decision.refused(
                    ErrorCode.LIMIT_EXCEEDED, "A cluster has at most " + CatalogLimits.USERS_MAX + " users");
        }
        return new Decision(List.of(CatalogRecord.newBuilder().setUser(command).build()), new UserStands(user));
    }

    static Decision removeUser(String name, CatalogState state) {
        UserRecord user = state.users().get(name);
        if (user == null) {
            return Decision.refused(ErrorCode.RESOURCE_NOT_FOUND, "The cluster has no user '" + name + "'");
        }
        return new Decision(
                List.of(CatalogRecord.newBuilder().setUserRemoved(name).build()), new UserStands(user));
    }
}
