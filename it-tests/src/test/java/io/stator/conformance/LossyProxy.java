package io.stator.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before a node, or before several whom it leads connections to in turn, and loses answers when it is told to: the node
 * has answered, and the client sees its connection end. Keeps what the SDK says of its attempts. Thread-safe.
 */
public final class LossyProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final Pattern ATTEMPT =
            Pattern.compile("(?i)amz-sdk-invocation-id: *([^\r\n]+)[\\s\\S]*?amz-sdk-request: *([^\r\n]+)");

    private final ServerSocket listening;
    private final List<URI> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger toLose = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

    /**
     * What the SDK says of a request.
     *
     * @param invocationId of the call
     * @param request which attempt it is, and of how many
     */
    public record Attempt(String invocationId, String request) {}

    private LossyProxy(ServerSocket listening, List<URI> nodes) {
        this.listening = listening;
        this.nodes = nodes;
    }

    public static LossyProxy before(List<URI> nodes) throws IOException {
        ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        LossyProxy proxy = new LossyProxy(socket, List.copyOf(nodes));
        start("lossy-proxy", proxy::accept);
        return proxy;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** The next so many answers are lost. */
    public void loseAnswers(int count) {
        toLose.set(count);
    }

    /** How many that were to be lost have not come yet. */
    public int answersToLose() {
        return toLose.get();
    }

    /** In the order in which they came. */
    public List<Attempt> attempts() {
        return new ArrayList<>(attempts);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                URI node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
                Socket server = new Socket();
                server.connect(new InetSocketAddress(node.getHost(), node.getPort()));
                open.add(client);
                open.add(server);
                start("lossy-proxy-request", () -> pass(client, server, true));
                start("lossy-proxy-answer", () -> pass(server, client, false));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pass(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                if (requests) {
                    note(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                } else if (toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
                output.write(buffer, 0, read);
                output.flush();
            }
        } catch (IOException e) {
            // One side has ended: so does the other.
        }
    }

    /** A request's head is short and comes in one piece. */
    private void note(String text) {
        Matcher matcher = ATTEMPT.matcher(text);
        if (matcher.find()) {
            attempts.add(new Attempt(matcher.group(1).strip(), matcher.group(2).strip()));
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
