package io.stator.consensus.ratis;

import io.stator.consensus.LogPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Says what belongs to a checkpoint; written last, so that a checkpoint without one is incomplete. UTF-8, one line
 * each:
 *
 * <pre>
 * stator-checkpoint 1
 * position TERM INDEX
 * file BYTES NAME          for each file, in the order of their names
 * crc32c HEX               of all bytes before this line
 * </pre>
 *
 * Whatever a later version changes, it keeps the form of the first and of the last line.
 */
record CheckpointManifest(LogPosition position, List<Content> files) {
    private static final int VERSION = 1;
    private static final String MAGIC = "stator-checkpoint ";
    private static final String POSITION = "position ";
    private static final String FILE = "file ";
    private static final String CHECKSUM = "crc32c ";

    /** A whole manifest, but of a newer version: what belongs to it is no rubbish. */
    static final class NewerManifestException extends IOException {
        private static final long serialVersionUID = 1L;

        private NewerManifestException(Path file, int version) {
            super("the checkpoint manifest " + file + " has version " + version
                    + ", written by a newer version of Stator; this one reads up to " + VERSION);
        }
    }

    /** One file. */
    record Content(String name, long bytes) {}

    /** Of the files that lie in a directory now. @throws IOException if it holds a directory */
    static CheckpointManifest of(LogPosition position, Path directory) throws IOException {
        List<Content> files = new ArrayList<>();
        for (Path file : DurableFiles.list(directory)) {
            if (!Files.isRegularFile(file)) {
                throw new IOException("a checkpoint may contain regular files only, but has " + file);
            }
            files.add(new Content(DurableFiles.name(file), Files.size(file)));
        }
        return new CheckpointManifest(position, List.copyOf(files));
    }

    long totalBytes() {
        return files.stream().mapToLong(Content::bytes).sum();
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(MAGIC).append(VERSION).append('\n');
        text.append(POSITION)
                .append(position.term())
                .append(' ')
                .append(position.index())
                .append('\n');
        for (Content file : files) {
            text.append(FILE)
                    .append(file.bytes())
                    .append(' ')
                    .append(file.name())
                    .append('\n');
        }
        String checksum = checksum(text.toString());
        text.append(CHECKSUM).append(checksum).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param file that they are from
     * @throws NewerManifestException if a newer version wrote them
     * @throws IOException if the bytes are not what {@link #encode} writes
     */
    static CheckpointManifest decode(byte[] bytes, Path file) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int last = text.lastIndexOf(CHECKSUM);
        if (last < 0 || !text.substring(last).equals(CHECKSUM + checksum(text.substring(0, last)) + "\n")) {
            throw new IOException("checkpoint manifest with a wrong checksum");
        }
        List<String> lines = text.substring(0, last).lines().toList();
        int version = version(lines);
        if (version > VERSION) {
            throw new NewerManifestException(file, version);
        }
        if (version < VERSION || lines.size() < 2) {
            throw new IOException("malformed checkpoint manifest");
        }
        try {
            String[] position = lines.get(1).substring(POSITION.length()).split(" ", -1);
            List<Content> files = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] sizeAndName = line.substring(FILE.length()).split(" ", 2);
                files.add(new Content(sizeAndName[1], Long.parseLong(sizeAndName[0])));
            }
            return new CheckpointManifest(
                    new LogPosition(Long.parseLong(position[0]), Long.parseLong(position[1])), List.copyOf(files));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("malformed checkpoint manifest", e);
        }
    }

    /** 0: it says none. */
    private static int version(List<String> lines) {
        try {
            return lines.isEmpty() || !lines.get(0).startsWith(MAGIC)
                    ? 0
                    : Integer.parseInt(lines.get(0).substring(MAGIC.length()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
