package io.stator.harness.verify;

import io.stator.server.cli.console.CommandFailure;
import java.util.List;
import java.util.stream.Collectors;

/** The drivers that there are. Immutable. */
public final class Drivers {
    private final List<Driver> all;

    public Drivers(List<Driver> all) {
        this.all = List.copyOf(all);
    }

    public List<Driver> all() {
        return all;
    }

    /** @throws CommandFailure if there is none of this name */
    public Driver named(String name) {
        return all.stream()
                .filter(driver -> driver.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.badInput("there is no driver '" + name + "'; there are "
                        + all.stream().map(Driver::name).collect(Collectors.joining(", "))));
    }
}
