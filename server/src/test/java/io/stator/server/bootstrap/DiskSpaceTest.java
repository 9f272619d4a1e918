package io.stator.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class DiskSpaceTest {
    private static final long RESERVE = 100L << 20;
    private static final long PLENTY = RESERVE + DiskSpace.BALLAST_BYTES;

    @TempDir
    Path directory;

    private long usable = PLENTY;
    private DiskSpace space;

    @BeforeEach
    void open() {
        space = new DiskSpace(directory, RESERVE, () -> {
            if (usable < 0) {
                throw new IOException("no answer");
            }
            return usable;
        });
        space.look();
    }

    @AfterEach
    void close() {
        space.close();
    }

    private Path ballast() {
        return directory.resolve(DiskSpace.BALLAST);
    }

    @Test
    void writesAreRefusedWhileThereIsLessThanTheReserve() {
        assertThat(space.isLow()).isFalse();
        usable = RESERVE;
        space.look();
        assertThat(space.isLow()).isFalse();
        usable = RESERVE - 1;
        space.look();
        assertThat(space.isLow()).isTrue();
        usable = RESERVE;
        space.look();
        assertThat(space.isLow()).isFalse();
    }

    @Test
    void theBallastMakesRoomAndComesBackWhenThereIsPlenty() {
        assertThat(ballast()).hasSize(DiskSpace.BALLAST_BYTES);
        usable = 0;
        space.look();
        assertThat(ballast()).doesNotExist();
        usable = PLENTY - 1;
        space.look();
        assertThat(ballast()).doesNotExist();
        usable = PLENTY;
        space.look();
        assertThat(ballast()).hasSize(DiskSpace.BALLAST_BYTES);
    }

    @Test
    void aDiskThatSaysNothingChangesNothing() {
        usable = 0;
        space.look();
        usable = -1;
        space.look();
        assertThat(space.isLow()).isTrue();
    }

    @Test
    void theDirectoryItIsInIsWatched() {
        try (DiskSpace watched = DiskSpace.watch(directory, 1)) {
            assertThat(watched.isLow()).isFalse();
        }
        try (DiskSpace watched = DiskSpace.watch(directory, Long.MAX_VALUE)) {
            assertThat(watched.isLow()).isTrue();
        }
    }
}
