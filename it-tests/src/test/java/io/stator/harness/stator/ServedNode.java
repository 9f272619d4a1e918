package io.stator.harness.stator;

import io.stator.client.StatorClient;
import io.stator.harness.stator.client.StatorTableClient;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.stator.sdk.SdkTableClient;
import io.stator.server.embedded.EmbeddedStator;
import io.stator.server.launch.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node in this process with a DynamoDB API that is open to everybody, and clients of it, which are closed with it. */
final class ServedNode implements AutoCloseable {
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

    private final EmbeddedStator stator;
    private final URI gateway;
    private final List<TableClient> clients = new ArrayList<>();

    private ServedNode(EmbeddedStator stator, URI gateway) {
        this.stator = stator;
        this.gateway = gateway;
    }

    static ServedNode start(Path directory) {
        int port = FreePorts.find(1).get(0);
        EmbeddedStator stator =
                EmbeddedStator.start(directory, Map.of("gateway.port", Integer.toString(port), "gateway.auth", "open"));
        return new ServedNode(stator, URI.create("http://127.0.0.1:" + port));
    }

    URI gateway() {
        return gateway;
    }

    StatorClients clients(ClientKind kind) {
        return switch (kind) {
            case STATOR -> clients(new StatorTableClient(StatorClient.connect(stator.address())));
            case AWS_SDK -> clientsAt(gateway);
        };
    }

    /** Of the SDK. */
    StatorClients clientsAt(URI endpoint) {
        SdkTableClient client = new SdkTableClient(() -> List.of(endpoint), CALL_TIMEOUT);
        client.warmUp();
        return clients(client);
    }

    private synchronized StatorClients clients(TableClient client) {
        clients.add(client);
        return new StatorClients(client, List.of(client));
    }

    @Override
    public synchronized void close() {
        clients.forEach(TableClient::close);
        stator.close();
    }
}
