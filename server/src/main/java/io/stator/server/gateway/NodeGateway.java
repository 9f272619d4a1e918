package io.stator.server.gateway;

import io.stator.client.routing.DataCalls;
import io.stator.client.routing.TableCalls;
import io.stator.gateway.Gateway;
import io.stator.gateway.auth.Authentication;
import io.stator.gateway.auth.Secret;
import io.stator.gateway.http.HttpLimits;
import io.stator.gateway.http.HttpServer;
import io.stator.gateway.operation.Operations;
import io.stator.gateway.operation.TableArns;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.users.UserDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Puts a node's gateway together. Stateless. */
public final class NodeGateway {
    /** Of the heap: bodies that are received and answers that are expected, made or being sent. */
    private static final int HEAP_SHARE = 8;

    private NodeGateway() {}

    /** What the gateway's operations are done with. */
    public record Means(DataCalls data, TableCalls tables, UserDirectory users, InstantSource wallClock) {}

    /**
     * Serves at gateway.port, which is set.
     *
     * @throws IOException if that port cannot be listened at
     */
    public static HttpServer start(NodeSettings settings, int port, Means means) throws IOException {
        Authentication authentication = settings.gatewayIsOpen()
                ? Authentication.open()
                : Authentication.required(
                        accessKeyId -> means.users().secret(accessKeyId).map(Secret::new), means.wallClock());
        Operations.Settings told = new Operations.Settings(
                TableArns.DEFAULT,
                settings.gatewayAddress().orElseThrow(),
                means.wallClock().withZone(ZoneOffset.UTC));
        Gateway gateway = new Gateway(
                TableArns.DEFAULT.region(), authentication, Operations.all(means.data(), means.tables(), told));
        return HttpServer.start(
                new InetSocketAddress(settings.text(Setting.LISTEN_HOST), port), limits(settings), gateway);
    }

    private static HttpLimits limits(NodeSettings settings) {
        HttpLimits usual = HttpLimits.defaults();
        long heldBytes =
                Math.max(2L * usual.bodyBytesMax(), Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        return usual.with(settings.count(Setting.CONNECTIONS_MAX), heldBytes);
    }
}
