package io.stator.consensus.ratis;

import io.stator.consensus.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group's members on disk, as Ratis keeps them, and a copy. Ratis 3.3.0 writes its file anew in each term, and on a full
 * disk replaces it by an empty one ({@link VoteFile} tells how); without its members a replica cannot take part. The copy
 * is as good as long as the members are the same.
 */
final class MembersFile {
    private static final Logger LOG = LoggerFactory.getLogger(MembersFile.class);

    /** Before every entry; Ratis forbids -1. */
    private static final long FIRST_CONFIGURATION_INDEX = -2;

    private MembersFile() {}

    /** Where Ratis looks for the members; a group directory without it never took part in anything. */
    static Path of(Path groupDirectory) {
        return groupDirectory.resolve("current").resolve("raft-meta.conf");
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

    /** Makes the copy where there is none. */
    static void keep(Path groupDirectory) throws IOException {
        if (!Files.exists(copyOf(groupDirectory)) && isValid(of(groupDirectory))) {
            DurableFiles.write(copyOf(groupDirectory), Files.readAllBytes(of(groupDirectory)));
        }
    }

    /**
     * Before Ratis reads it.
     *
     * @throws IOException if it is damaged and there is no copy
     */
    static void restore(Path groupDirectory) throws IOException {
        if (isValid(of(groupDirectory))) {
            return;
        }
        if (!isValid(copyOf(groupDirectory))) {
            throw new IOException("the members of a group are lost: " + of(groupDirectory) + " is damaged");
        }
        LOG.warn("{} was damaged, as by a full disk, and is restored", of(groupDirectory));
        DurableFiles.write(of(groupDirectory), Files.readAllBytes(copyOf(groupDirectory)));
    }

    private static boolean isValid(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            return LogEntryProto.parseFrom(Files.readAllBytes(file)).hasConfigurationEntry();
        } catch (InvalidProtocolBufferException malformed) {
            LOG.debug("{} is malformed", file, malformed);
            return false;
        }
    }
}
