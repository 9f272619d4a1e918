package io.stator.harness.cluster.container;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.stator.cluster.ClockOffset;
import io.stator.harness.stator.cluster.HarnessNodeMain;
import io.stator.server.launch.LocalClusterSpec;
import io.stator.server.launch.NodeHost;
import io.stator.server.launch.NodePlace;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/** Makes the containers of a cluster's nodes, all of one image. */
final class ContainerFactory {
    /** Each node has an address of its own, and so the same ports. */
    private static final int CLIENT_PORT = 9010;

    private static final Path DIRECTORY = Path.of("/stator");

    /** A directory of this machine that a container sees. */
    private static final String SHARED = "/shared";

    private final LocalClusterSpec spec;
    private final ContainerNetwork network;
    private final List<NodePlace> places;
    private final NodeImage nodeImage;
    private final ImageFromDockerfile image;

    /** @param spec its directory is where the image's parts are collected */
    ContainerFactory(LocalClusterSpec spec, ContainerNetwork network) {
        this.spec = spec;
        this.network = network;
        this.places = IntStream.rangeClosed(1, spec.nodes())
                .mapToObj(number ->
                        new NodePlace(number, new NodeHost(network.address(number), List.of()), DIRECTORY, CLIENT_PORT))
                .toList();
        this.nodeImage = new NodeImage(spec.directory().resolve("image"), spec.classpath());
        this.image = nodeImage.build();
    }

    /** Where nodes are found, ascending by number; paths are those inside a container. */
    List<NodePlace> places() {
        return places;
    }

    NodeContainer create(NodePlace place) {
        @SuppressWarnings("resource") // closed by what holds it
        GenericContainer<?> container = new GenericContainer<>(image)
                .withNetwork(network.network())
                .withCreateContainerCmdModifier(
                        command -> command.withIpv4Address(place.host().address()))
                .withFileSystemBind(outside(place).toString(), SHARED, BindMode.READ_WRITE)
                .withCopyToContainer(
                        Transferable.of(settings(place)), place.settingsFile().toString())
                .withCommand(command(place).toArray(String[]::new));
        return new NodeContainer(place, DockerClientFactory.lazyClient(), container);
    }

    /** Of a node: in a file that its container has, too, since the engine is on this machine. */
    ClockOffset clock(NodePlace place) {
        return ClockOffset.rightClock(outside(place).resolve("clock"));
    }

    private Path outside(NodePlace place) {
        Path directory = spec.directory().resolve(place.nodeId());
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ClusterException("cannot make " + directory, e);
        }
    }

    private List<String> command(NodePlace place) {
        List<String> command = new ArrayList<>();
        command.add(NodeImage.JAVA);
        command.addAll(spec.jvmOptions(place));
        command.add("-Dstator.node=" + place.nodeId());
        command.add("-D" + HarnessNodeMain.CLOCK + "=" + SHARED + "/clock");
        command.add("-cp");
        command.add(nodeImage.classpathInside());
        command.add(spec.mainClass());
        command.add("server");
        command.add("--config");
        command.add(place.settingsFile().toString());
        return command;
    }

    private String settings(NodePlace place) {
        Properties settings = new Properties();
        spec.settings().forEach((name, value) -> settings.setProperty(name, LocalClusterSpec.forNode(value, place)));
        settings.setProperty("node.id", place.nodeId());
        settings.setProperty("data.dir", place.dataDirectory().toString());
        settings.setProperty("listen.host", place.host().address());
        settings.setProperty("client.port", Integer.toString(place.clientPort()));
        settings.setProperty("raft.port", Integer.toString(place.raftPort()));
        settings.setProperty("metrics.port", Integer.toString(place.metricsPort()));
        settings.setProperty("gateway.port", Integer.toString(place.gatewayPort()));
        settings.setProperty(
                "cluster.members",
                places.stream()
                        .map(member -> member.nodeId() + "=" + member.clientAddress() + ":" + member.raftPort())
                        .collect(Collectors.joining(",")));
        StringWriter text = new StringWriter();
        try {
            settings.store(text, null);
        } catch (IOException e) {
            throw new ClusterException("cannot write settings", e);
        }
        return text.toString();
    }
}
