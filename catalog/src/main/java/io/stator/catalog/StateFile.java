package io.stator.catalog;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stator.proto.v1.CatalogSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The catalog at one log index, as a file. Integers are big-endian:
 *
 * <pre>
 * magic     8 bytes  "STATORCT"
 * format    4 bytes  1. Whatever a later format changes, it keeps these first two fields
 * length    4 bytes  of the payload
 * checksum  4 bytes  CRC-32C of all before it and of the payload
 * payload            CatalogSnapshot, as protobuf
 * </pre>
 *
 * Written beside its place, fsynced and renamed: the file is either the old one or the new one, whole.
 */
final class StateFile {
    private static final byte[] MAGIC = "STATORCT".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int HEADER_BYTES = 20;
    private static final int CHECKSUM_AT = 16;

    private StateFile() {}

    /** Durable when it returns. */
    static void write(Path file, CatalogSnapshot snapshot) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("not a place for a file: " + file);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        ByteBuffer bytes = ByteBuffer.wrap(encode(snapshot));
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(parent);
    }

    /** A file that is damaged, or newer than this version, is an IOException that says so. */
    static CatalogSnapshot read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        byte[] magic = new byte[Math.min(MAGIC.length, bytes.remaining())];
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC) || bytes.remaining() < HEADER_BYTES - MAGIC.length) {
            throw new IOException("not a catalog state, or cut off: " + file);
        }
        int format = bytes.getInt();
        if (format > FORMAT) {
            throw new IOException("the catalog state " + file + " has format " + format
                    + ", written by a newer version of Stator; this one reads up to " + FORMAT);
        }
        int length = bytes.getInt();
        int checksum = bytes.getInt();
        if (format < 1 || length != bytes.remaining() || checksum != checksum(bytes.array())) {
            throw new IOException("the catalog state is damaged (length or checksum is wrong): " + file);
        }
        try {
            CatalogSnapshot snapshot = CatalogSnapshot.parseFrom(bytes);
            if (Integer.compareUnsigned(snapshot.getFormat(), CatalogState.FORMAT) > 0) {
                throw new IOException("the catalog state " + file + " holds records of format "
                        + Integer.toUnsignedString(snapshot.getFormat())
                        + ", written by a newer version of Stator; this one reads up to " + CatalogState.FORMAT);
            }
            if (!CatalogState.reads(snapshot.getFormat())) {
                throw new IOException("the catalog state is damaged (its records have no format): " + file);
            }
            return snapshot;
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("the catalog state is damaged (its records do not parse): " + file, e);
        }
    }

    static byte[] encode(CatalogSnapshot snapshot) {
        byte[] payload = snapshot.toByteArray();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        bytes.put(MAGIC).putInt(FORMAT).putInt(payload.length).putInt(0).put(payload);
        bytes.putInt(CHECKSUM_AT, checksum(bytes.array()));
        return bytes.array();
    }

    private static int checksum(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 0, CHECKSUM_AT);
        crc.update(file, HEADER_BYTES, file.length - HEADER_BYTES);
        return (int) crc.getValue();
    }

    /** Makes the names in a directory durable. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
