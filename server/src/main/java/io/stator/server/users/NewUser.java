package io.stator.server.users;

import io.stator.catalog.UserRecord;

/**
 * A user that was just added.
 *
 * @param secret what its requests are signed by: told once, never logged
 */
public record NewUser(UserRecord user, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return user.toString();
    }
}
