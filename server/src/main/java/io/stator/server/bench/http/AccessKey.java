package io.stator.server.bench.http;

import java.util.Map;

/** What requests are signed with. Does not show its secret. */
public record AccessKey(String id, String secret) {
    private static final String ID_VARIABLE = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_VARIABLE = "AWS_SECRET_ACCESS_KEY";

    /** What an open gateway takes, as it takes any. */
    private static final String ANYBODY = "anybody";

    /** Of the variables that AWS' own tools take; without them, one that is known to nobody. */
    public static AccessKey of(Map<String, String> environment) {
        return new AccessKey(
                environment.getOrDefault(ID_VARIABLE, ANYBODY), environment.getOrDefault(SECRET_VARIABLE, ANYBODY));
    }

    @Override
    public String toString() {
        return "AccessKey " + id;
    }
}
