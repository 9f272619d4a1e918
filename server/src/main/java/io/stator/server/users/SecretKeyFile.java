package io.stator.server.users;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The file with the key that users' secrets are sealed by: 32 bytes in hexadecimal, on one line. The same on every node.
 * Whoever loses it loses the secrets, and no more. Stateless.
 */
public final class SecretKeyFile {
    static final int KEY_BYTES = 32;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SecretKeyFile() {}

    /** Makes one with a random key, which its owner alone may read, if there is none. Durable when it returns. */
    public static void createIfAbsent(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        ByteBuffer text = StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(key) + "\n");
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster: its key is the one.
            return;
        }
    }

    /** An IOException says what is wrong, and nothing of what is in the file. */
    public static SecretSealer read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new IOException("cannot read the key of secrets " + file + " (secrets.key.file): " + e, e);
        }
        byte[] key;
        try {
            key = HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes the text.
            throw malformed(file);
        }
        if (key.length != KEY_BYTES) {
            throw malformed(file);
        }
        return new SecretSealer(key);
    }

    private static IOException malformed(Path file) {
        return new IOException(
                "the key of secrets in " + file + " (secrets.key.file) is not " + KEY_BYTES + " bytes in hexadecimal");
    }
}
