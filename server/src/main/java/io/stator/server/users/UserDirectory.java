package io.stator.server.users;

import io.stator.catalog.Catalog;
import io.stator.catalog.CatalogView;
import io.stator.catalog.UserRecord;
import io.stator.model.StatorException;
import io.stator.server.replica.Places;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds users, and knows their secrets, as far as this node has the key of secrets. Thread-safe.
 */
public final class UserDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(UserDirectory.class);

    private final Places places;
    private final @Nullable SecretSealer sealer;
    private final InstantSource clock;
    private final AccessKeys keys = new AccessKeys();
    private volatile Opened opened = new Opened(null, Map.of());

    /**
     * @param sealer null: this node has no key
     * @param clock wall clock, for the times at which users are added
     */
    public UserDirectory(Places places, @Nullable SecretSealer sealer, InstantSource clock) {
        this.places = places;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** The secrets by access key id, and the users that they are those of. */
    private record Opened(@Nullable SortedMap<String, UserRecord> users, Map<String, String> secrets) {
        @Override
        public String toString() {
            return secrets.size() + " secrets";
        }
    }

    /** @throws StatorException VALIDATION if this node has no key */
    public void requireKey() {
        key();
    }

    private SecretSealer key() {
        if (sealer == null) {
            throw StatorException.validation(
                    "This node has no key to seal users' secrets by: set secrets.key.file, the same on every node");
        }
        return sealer;
    }

    /** By the catalog of this node, which must lead. The secret is random, and told to the caller alone. */
    public CompletableFuture<NewUser> add(Catalog catalog, String name) {
        SecretSealer seals = key();
        String id = keys.id();
        String secret = keys.secret();
        return catalog.addUser(new UserRecord(name, id, seals.seal(secret, id), clock.millis()))
                .thenApply(user -> new NewUser(user, secret));
    }

    /**
     * What requests of this access key id are signed by, as far as this node's view of the catalog goes. Cheap: secrets are
     * opened once for each change of the users. Empty if there is no such user, or if this node cannot open its secret.
     */
    public Optional<String> secret(String accessKeyId) {
        Optional<CatalogView> view = places.knownView();
        if (view.isEmpty()) {
            return Optional.empty();
        }
        Opened current = opened;
        if (current.users() != view.get().users()) {
            current = open(view.get().users());
            opened = current;
        }
        return Optional.ofNullable(current.secrets().get(accessKeyId));
    }

    private Opened open(SortedMap<String, UserRecord> users) {
        Map<String, String> secrets = new HashMap<>();
        SecretSealer opens = sealer;
        if (opens != null) {
            for (UserRecord user : users.values()) {
                Optional<String> secret = opens.open(user.sealedSecret(), user.accessKeyId());
                secret.ifPresentOrElse(
                        text -> secrets.put(user.accessKeyId(), text),
                        () -> LOG.error(
                                "cannot open the secret of {}: it was sealed by another key than secrets.key.file",
                                user));
            }
        }
        return new Opened(users, secrets);
    }
}
