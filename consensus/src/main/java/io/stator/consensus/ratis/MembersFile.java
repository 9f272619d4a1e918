package io.stator.consensus.ratis;

import io.stator.consensus.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group's members on disk, as Ratis keeps them, and a copy. Ratis 3.3.0 writes its file anew in each term, and on a full
 * disk replaces it by an empty one ({@link VoteFile} tells how); without its members a replica cannot take part. The copy
 * follows when the members change, and before their entry is purged from the log. Thread-safe.
 */
final class MembersFile {
    private static final Logger LOG = LoggerFactory.getLogger(MembersFile.class);

    /** Before every entry; Ratis forbids -1. */
    private static final long FIRST_CONFIGURATION_INDEX = -2;

    private final Path groupDirectory;
    // Guarded by this.
    private LogEntryProto latest;
    private @Nullable RaftConfigurationProto kept;

    private MembersFile(Path groupDirectory, LogEntryProto latest, @Nullable LogEntryProto copy) {
        this.groupDirectory = groupDirectory;
        this.latest = latest;
        this.kept = copy == null ? null : copy.getConfigurationEntry();
    }

    /** Where Ratis looks for the members; a group directory without it never took part in anything. */
    static Path of(Path groupDirectory) {
        return current(groupDirectory).resolve("raft-meta.conf");
    }

    private static Path current(Path groupDirectory) {
        return groupDirectory.resolve("current");
    }

    static Path copyOf(Path groupDirectory) {
        return groupDirectory.resolve("raft-meta.conf.kept");
    }

    /**
     * Ratis writes the members down when their entry is applied. Were all nodes to stop before that, none would know
     * its group.
     */
    static void writeFirst(Path groupDirectory, List<Member> members) throws IOException {
        RaftConfigurationProto.Builder configuration = RaftConfigurationProto.newBuilder();
        Members.toPeers(members).forEach(peer -> configuration.addPeers(peer.getRaftPeerProto()));
        byte[] content = LogEntryProto.newBuilder()
                .setIndex(FIRST_CONFIGURATION_INDEX)
                .setConfigurationEntry(configuration)
                .build()
                .toByteArray();
        DurableFiles.write(copyOf(groupDirectory), content);
        DurableFiles.write(of(groupDirectory), content);
    }

    /**
     * Of a group that is there, after Ratis has read it. Makes or renews the copy.
     *
     * @throws IOException if they cannot be read
     */
    static MembersFile open(Path groupDirectory) throws IOException {
        LogEntryProto latest = read(of(groupDirectory));
        if (latest == null) {
            throw new IOException("no members: " + of(groupDirectory));
        }
        MembersFile file = new MembersFile(groupDirectory, latest, read(copyOf(groupDirectory)));
        file.changed(latest);
        return file;
    }

    /** Ratis has written these down. If they cannot be copied now, the log is not purged before they are. */
    synchronized void changed(LogEntryProto entry) {
        latest = entry;
        try {
            keep();
        } catch (IOException e) {
            LOG.warn("the members in {} could not be copied, and will be with the next checkpoint", groupDirectory, e);
        }
    }

    /** Has the copy be of the members that Ratis wrote down last, on disk. */
    synchronized void keep() throws IOException {
        RaftConfigurationProto members = latest.getConfigurationEntry();
        if (members.equals(kept)) {
            return;
        }
        // Ratis forces its file, not the directory: after a power failure an older one may be there.
        DurableFiles.force(current(groupDirectory));
        DurableFiles.write(copyOf(groupDirectory), latest.toByteArray());
        kept = members;
    }

    /**
     * Before Ratis reads it.
     *
     * @throws IOException if it is damaged and there is no copy
     */
    static void restore(Path groupDirectory) throws IOException {
        if (read(of(groupDirectory)) != null) {
            return;
        }
        LogEntryProto copy = read(copyOf(groupDirectory));
        if (copy == null) {
            throw new IOException("the members of a group are lost: " + of(groupDirectory) + " is damaged");
        }
        LOG.warn("{} was damaged, as by a full disk, and is restored", of(groupDirectory));
        DurableFiles.write(of(groupDirectory), copy.toByteArray());
    }

    /** Null if it is not there or damaged. */
    private static @Nullable LogEntryProto read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            LogEntryProto entry = LogEntryProto.parseFrom(Files.readAllBytes(file));
            return entry.hasConfigurationEntry() ? entry : null;
        } catch (InvalidProtocolBufferException malformed) {
            LOG.debug("{} is malformed", file, malformed);
            return null;
        }
    }
}
