package io.stator.harness.cluster.namespace;

import io.stator.harness.cluster.ClusterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Perl programs that lie beside these classes, for system calls that Java has no way to make. */
final class Script {
    private Script() {}

    /** Its text, to be given to {@code perl -e}. */
    static String named(String name) {
        try (InputStream text = Script.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new ClusterException("there is no script " + name);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ClusterException("cannot read the script " + name, e);
        }
    }
}
