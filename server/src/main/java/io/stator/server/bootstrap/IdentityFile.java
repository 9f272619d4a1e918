package io.stator.server.bootstrap;

import io.stator.catalog.NodeRecord;
import io.stator.server.config.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The identity file of a data directory: text, replaced as a whole (written aside, fsynced, renamed). Format 1:
 *
 * <pre>
 * stator-identity 1
 * node {node id}
 * incarnation {32 hexadecimal digits}
 * cluster {cluster id}                                        once it is known
 * member {node id} {incarnation} {client address} {Raft address}    for each, by ascending node id
 * crc32c {8 hexadecimal digits, of all lines before}
 * </pre>
 *
 * The format is that of the whole directory: it counts up, too, when names or files in it change that have no format of
 * their own. Whatever a later one changes, it keeps the form of the first line.
 */
final class IdentityFile {
    static final int FORMAT = 1;
    private static final String MAGIC = "stator-identity ";
    private static final String CHECKSUM = "crc32c ";

    private final Path file;

    IdentityFile(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** @throws StartupException if it is damaged, or of a newer format */
    Identity read() throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.startsWith(MAGIC)) {
            throw damaged("it does not begin with '" + MAGIC.strip() + "'");
        }
        int format = format(text);
        if (format > FORMAT) {
            throw new StartupException("the data directory has format " + format + " by " + file
                    + ", written by a newer version of Stator; this one reads up to " + FORMAT);
        }
        int checksumAt = text.lastIndexOf(CHECKSUM);
        if (checksumAt < 0
                || !text.substring(checksumAt).equals(CHECKSUM + checksum(text.substring(0, checksumAt)) + "\n")) {
            throw damaged("its checksum is wrong");
        }
        return parse(text.substring(0, checksumAt));
    }

    private int format(String text) {
        try {
            return Integer.parseInt(
                    text.substring(MAGIC.length()).lines().findFirst().orElse(""));
        } catch (NumberFormatException e) {
            throw new StartupException("the identity file " + file + " is damaged: it has no format", e);
        }
    }

    private Identity parse(String text) {
        String nodeId = "";
        String incarnation = "";
        String clusterId = "";
        List<NodeRecord> members = new ArrayList<>();
        for (String line : text.lines().skip(1).toList()) {
            List<String> words = List.of(line.split(" ", -1));
            switch (words.get(0)) {
                case "node" -> nodeId = word(words, 2, 1);
                case "incarnation" -> incarnation = word(words, 2, 1);
                case "cluster" -> clusterId = word(words, 2, 1);
                case "member" ->
                    members.add(new NodeRecord(word(words, 5, 1), words.get(2), words.get(3), words.get(4)));
                default -> throw damaged("unknown line '" + line + "'");
            }
        }
        if (nodeId.isEmpty() || incarnation.isEmpty() || clusterId.isEmpty() != members.isEmpty()) {
            throw damaged("a line is missing");
        }
        return new Identity(nodeId, incarnation, clusterId, members);
    }

    private String word(List<String> words, int count, int index) {
        if (words.size() != count) {
            throw damaged("a line '" + words.get(0) + "' has " + words.size() + " words");
        }
        return words.get(index);
    }

    private StartupException damaged(String how) {
        return new StartupException("the identity file " + file + " is damaged: " + how);
    }

    /** Durable when it returns. */
    void write(Identity identity) throws IOException {
        StringBuilder text = new StringBuilder(MAGIC + FORMAT + "\n");
        text.append("node ").append(identity.nodeId()).append('\n');
        text.append("incarnation ").append(identity.incarnation()).append('\n');
        if (identity.inCluster()) {
            text.append("cluster ").append(identity.clusterId()).append('\n');
            for (NodeRecord member : identity.members()) {
                text.append("member ").append(member.id()).append(' ').append(member.incarnation());
                text.append(' ').append(member.clientAddress());
                text.append(' ').append(member.raftAddress()).append('\n');
            }
        }
        String checksum = checksum(text.toString());
        text.append(CHECKSUM).append(checksum).append('\n');
        replace(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void replace(ByteBuffer bytes) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
