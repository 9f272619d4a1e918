package io.stator.harness.stator.mutant;

import io.stator.harness.stator.cluster.HarnessNodeMain;
import io.stator.server.launch.LocalClusterSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Runs a node that is a mutant, as {@link HarnessNodeMain} runs a right one. Which mutant it is, the JVM is told by its
 * cluster's specification.
 */
public final class MutantNode {
    private static final String MUTANT = "stator.mutant";

    private MutantNode() {}

    /** The same cluster, of mutants. */
    public static LocalClusterSpec spec(LocalClusterSpec right, Mutant mutant) {
        LocalClusterSpec spec =
                right.withMainClass(MutantNode.class).withJvmOptions(List.of("-D" + MUTANT + "=" + mutant.name()));
        for (Map.Entry<String, String> setting : mutant.hunt().settings().entrySet()) {
            spec = spec.withSetting(setting.getKey(), setting.getValue());
        }
        return spec;
    }

    public static void main(String[] arguments) throws IOException {
        Mutant mutant = Mutant.valueOf(System.getProperty(MUTANT, ""));
        HarnessNodeMain.run(arguments, mutant::breaking);
    }
}
