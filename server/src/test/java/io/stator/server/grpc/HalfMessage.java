package io.stator.server.grpc;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that calls by HTTP/2 (RFC 9113) and gRPC's framing, announces a message, and sends a part of it. */
final class HalfMessage implements Closeable {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int FRAME_BYTES_MAX = 16_384;
    private static final int STREAM = 1;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    /**
     * @param method with its service
     * @param announced bytes of the message
     * @param sent of them
     */
    HalfMessage(int port, String method, int announced, int sent) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        frame(HEADERS, END_HEADERS, STREAM, headers(method));
        ByteBuffer body = ByteBuffer.allocate(5 + sent);
        body.put((byte) 0).putInt(announced).rewind();
        while (body.hasRemaining()) {
            byte[] data = new byte[Math.min(FRAME_BYTES_MAX, body.remaining())];
            body.get(data);
            frame(DATA, 0, STREAM, data);
        }
    }

    /** By RFC 7541: names of the static table by their numbers, all values as they are. */
    private static byte[] headers(String method) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x83); // :method POST
        block.write(0x86); // :scheme http
        block.write(0x04); // :path
        text(block, "/" + method);
        block.write(0x01); // :authority
        text(block, "localhost");
        block.write(0x00);
        text(block, "content-type");
        text(block, "application/grpc");
        block.write(0x00);
        text(block, "te");
        text(block, "trailers");
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        block.write(text.length());
        block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        socket.getOutputStream().write(frame.array());
    }

    /** Waits until the server ends the call; for half a minute. */
    void awaitEnd() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        boolean ended = false;
        while (!ended) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.skipNBytes(length);
            ended = type == HEADERS && stream == STREAM && (flags & END_STREAM) != 0;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
