package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy of a group's members. */
@SuppressWarnings("NullAway.Init")
class MembersFileTest {
    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectory(directory.resolve("current"));
        MembersFile.writeFirst(directory, List.of(new Member("a", "host:1")));
    }

    private static LogEntryProto entry(long term, long index, String... ids) {
        RaftConfigurationProto.Builder members = RaftConfigurationProto.newBuilder();
        for (String id : ids) {
            members.addPeers(
                    Members.toPeers(List.of(new Member(id, "host:1"))).get(0).getRaftPeerProto());
        }
        return LogEntryProto.newBuilder()
                .setTerm(term)
                .setIndex(index)
                .setConfigurationEntry(members)
                .build();
    }

    private LogEntryProto copy() throws IOException {
        return LogEntryProto.parseFrom(Files.readAllBytes(MembersFile.copyOf(directory)));
    }

    @Test
    void theCopyFollowsTheMembersAndNotTheTerms() throws IOException {
        MembersFile file = MembersFile.open(directory);
        LogEntryProto changed = entry(2, 7, "a", "b");
        file.changed(changed);
        assertThat(copy()).isEqualTo(changed);
        file.changed(entry(3, 9, "a", "b"));
        assertThat(copy()).isEqualTo(changed);
    }

    /** What a crash between Ratis' file and the copy leaves. */
    @Test
    void aCopyThatFellBehindIsRenewedAtAStart() throws IOException {
        LogEntryProto changed = entry(2, 7, "a", "b");
        Files.write(MembersFile.of(directory), changed.toByteArray());
        MembersFile.restore(directory);
        MembersFile.open(directory);
        assertThat(copy()).isEqualTo(changed);
    }

    @Test
    void whatCouldNotBeCopiedIsCopiedBeforeTheLogIsPurged() throws IOException {
        MembersFile file = MembersFile.open(directory);
        Path inTheWay = Files.createDirectory(directory.resolve("raft-meta.conf.kept.unfinished"));
        LogEntryProto changed = entry(2, 7, "a", "b");
        file.changed(changed);
        assertThat(copy()).isNotEqualTo(changed);
        assertThatThrownBy(file::keep).isInstanceOf(IOException.class);
        Files.delete(inTheWay);
        file.keep();
        assertThat(copy()).isEqualTo(changed);
    }
}
