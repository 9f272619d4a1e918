package io.stator.harness.cluster.container;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network.Ipam;
import io.stator.harness.cluster.linux.Command;
import java.util.concurrent.ThreadLocalRandom;
import org.testcontainers.containers.Network;

/**
 * A bridge network of the engine, whose containers have the addresses that they are given, and reach each
 * other and this machine, and nobody else.
 */
final class ContainerNetwork implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final int FIRST_NODE = 11;

    /** Of the id, by which an engine names its bridges. */
    private static final int ID_LETTERS = 12;

    private final Network network;
    private final String prefix;

    private ContainerNetwork(Network network, String prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /** @throws DockerException if the engine refuses every subnet that was tried */
    static ContainerNetwork create() {
        return create(ATTEMPTS);
    }

    private static ContainerNetwork create(int attempts) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String prefix = "10." + random.nextInt(128, 256) + "." + random.nextInt(256) + ".";
        Network network = Network.builder()
                .createNetworkCmdModifier(command -> command.withInternal(true)
                        .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(prefix + "0/24"))))
                .build();
        try {
            network.getId(); // makes it
            return new ContainerNetwork(network, prefix);
        } catch (DockerException overlaps) {
            if (attempts == 1) {
                throw overlaps;
            }
            return create(attempts - 1);
        }
    }

    Network network() {
        return network;
    }

    String address(int node) {
        return prefix + (FIRST_NODE + node - 1);
    }

    /** Whether its bridge is in this program's network namespace, and takes rules from it. */
    boolean takesRules() {
        String bridge = "br-" + network.getId().substring(0, ID_LETTERS);
        return Command.exists("nft")
                && Command.exists("ip")
                && Command.of("ip", "link", "show", bridge).succeeds()
                && Command.of("nft", "list", "tables").succeeds();
    }

    /** A name for rules on it alone. */
    String table() {
        return "stator_" + network.getId().substring(0, ID_LETTERS);
    }

    @Override
    public void close() {
        network.close();
    }
}
