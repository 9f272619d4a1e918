package io.stator.consensus.ratis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What one of our log entries looks like, big-endian:
 *
 * <pre>
 * u8   version, 1
 * i32  lease duration in milliseconds, 0 to {@link #LEASE_MILLIS_MAX}
 * i32  number of commands, 0 or more
 *      for each command: i32 length, then its bytes
 * u32  CRC-32C of everything before
 * </pre>
 *
 * Whatever a later version changes, it keeps the first byte and the checksum at the end.
 */
final class LogEntryFormat {
    /** No entry of any leader, of whatever settings, carries a longer lease: who does not know the last one waits this long. */
    static final int LEASE_MILLIS_MAX = 1000;

    static final int HEADER_BYTES = 1 + 4 + 4;
    static final int PER_COMMAND_BYTES = 4;
    static final int CHECKSUM_BYTES = 4;

    private static final byte VERSION = 1;

    private LogEntryFormat() {}

    /** An entry's content. The commands are read-only views of the entry. */
    record Entry(int leaseMillis, List<ByteBuffer> commands) {}

    /** An entry that is not what {@link #encode} writes: the log is damaged, or newer than this program. */
    static final class MalformedEntryException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        MalformedEntryException(String message) {
            super(message);
        }
    }

    static byte[] encode(int leaseMillis, List<byte[]> commands) {
        checkLease(leaseMillis);
        int bytes = HEADER_BYTES + CHECKSUM_BYTES;
        for (byte[] command : commands) {
            bytes = Math.addExact(bytes, PER_COMMAND_BYTES + command.length);
        }
        ByteBuffer entry = ByteBuffer.allocate(bytes);
        entry.put(VERSION).putInt(leaseMillis).putInt(commands.size());
        for (byte[] command : commands) {
            entry.putInt(command.length).put(command);
        }
        entry.putInt(checksum(entry.duplicate().flip()));
        return entry.array();
    }

    /** @throws MalformedEntryException if the bytes are not exactly one entry */
    static Entry decode(ByteBuffer bytes) {
        ByteBuffer entry = bytes.asReadOnlyBuffer();
        if (entry.remaining() < HEADER_BYTES + CHECKSUM_BYTES) {
            throw new MalformedEntryException("log entry too short: " + entry.remaining() + " bytes");
        }
        ByteBuffer body = entry.slice(entry.position(), entry.remaining() - CHECKSUM_BYTES);
        if (checksum(body.duplicate()) != entry.getInt(entry.limit() - CHECKSUM_BYTES)) {
            throw new MalformedEntryException("log entry with a wrong checksum");
        }
        byte version = body.get();
        if (Byte.toUnsignedInt(version) > VERSION) {
            throw new MalformedEntryException("a log entry has version " + Byte.toUnsignedInt(version)
                    + ", written by a newer version of Stator; this one reads up to " + VERSION);
        }
        if (version != VERSION) {
            throw new MalformedEntryException("log entry of unknown version " + version);
        }
        int leaseMillis = body.getInt();
        checkLease(leaseMillis);
        int count = body.getInt();
        if (count < 0 || count > body.remaining() / PER_COMMAND_BYTES) {
            throw new MalformedEntryException("log entry with an impossible number of commands: " + count);
        }
        List<ByteBuffer> commands = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            commands.add(readCommand(body));
        }
        if (body.hasRemaining()) {
            throw new MalformedEntryException("log entry with " + body.remaining() + " bytes too many");
        }
        return new Entry(leaseMillis, commands);
    }

    private static ByteBuffer readCommand(ByteBuffer body) {
        int length = body.remaining() < PER_COMMAND_BYTES ? -1 : body.getInt();
        if (length < 0 || length > body.remaining()) {
            throw new MalformedEntryException("log entry with an impossible command length: " + length);
        }
        ByteBuffer command = body.slice(body.position(), length);
        body.position(body.position() + length);
        return command;
    }

    private static void checkLease(int leaseMillis) {
        if (leaseMillis < 0 || leaseMillis > LEASE_MILLIS_MAX) {
            throw new MalformedEntryException("lease out of bounds: " + leaseMillis + " ms");
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
