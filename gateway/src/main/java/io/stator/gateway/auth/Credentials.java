package io.stator.gateway.auth;

import java.util.Optional;

/** Who may ask. Thread-safe; must not block. */
@FunctionalInterface
public interface Credentials {
    /** @return empty: there is no such key, or it is not valid any more */
    Optional<Secret> of(String accessKeyId);
}
