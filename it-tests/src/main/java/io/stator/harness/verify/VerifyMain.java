package io.stator.harness.verify;

import io.stator.harness.stator.mutant.MutantNode;
import io.stator.server.cli.Main;

/** Stator's program with {@code verify}, which is no part of what is delivered. */
public final class VerifyMain {
    private VerifyMain() {}

    public static void main(String[] args) {
        Main.main(
                args,
                terminal -> new VerifyCommand(
                        terminal,
                        StatorDrivers.all(),
                        mutant -> StatorDrivers.of(spec -> MutantNode.spec(spec, mutant))));
    }
}
