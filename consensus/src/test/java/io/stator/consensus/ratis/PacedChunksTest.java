package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.FileChunkProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class PacedChunksTest {
    private static final int BYTES = 1 << 20;

    private final List<Long> told = new ArrayList<>();
    private final SendingPace pace = new SendingPace(() -> 0, BYTES);
    private final SendingPlaces places = new SendingPlaces(1, waiting -> {});
    private final SendingPlaces.Place place = places.newPlace(() -> {});
    private final SendingPlaces.Place next = places.newPlace(() -> {});
    private boolean running = true;

    private PacedChunks chunks(int count) {
        InstallSnapshotRequestProto.Builder chunk = InstallSnapshotRequestProto.newBuilder();
        chunk.getSnapshotChunkBuilder()
                .addFileChunks(FileChunkProto.newBuilder().setData(ByteString.copyFrom(new byte[BYTES])));
        List<InstallSnapshotRequestProto> all = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            all.add(chunk.build());
        }
        ConsensusListener listener = new ConsensusListener() {
            @Override
            public void checkpointChunkSent(GroupId group, long bytes, long heldNanos) {
                told.add(bytes);
            }
        };
        return new PacedChunks(
                new GroupId(UUID.randomUUID()),
                all.iterator(),
                new PacedChunks.Means(pace, places, listener),
                new PacedChunks.Sender(place, () -> running));
    }

    @Test
    void thePlaceIsGivenBackBehindTheLastChunk() {
        assertThat(place.take()).isTrue();
        PacedChunks chunks = chunks(1);
        assertThat(chunks.hasNext()).isTrue();
        chunks.next();
        assertThat(next.take()).isFalse();
        assertThat(chunks.hasNext()).isFalse();
        assertThat(next.take()).isTrue();
        assertThat(told).containsExactly((long) BYTES);
    }

    @Test
    void aSenderThatIsToEndWaitsForNoTurnAndGivesItBack() {
        PacedChunks chunks = chunks(2);
        chunks.next();
        running = false;
        chunks.next();
        assertThat(told).hasSize(1);
        // The clock stands still: this is the one that the second chunk had.
        assertThat(TimeUnit.NANOSECONDS.toMillis(pace.take(1))).isEqualTo(1000);
    }
}
