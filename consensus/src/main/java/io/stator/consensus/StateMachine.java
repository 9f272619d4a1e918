package io.stator.consensus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * What a group replicates. One thread at a time calls {@link #apply} and {@link #restore}; {@link
 * #checkpoint} comes from another thread while apply goes on.
 *
 * @param <R> what applying one command answers; seen by the proposer only, never serialized
 */
public interface StateMachine<R> extends AutoCloseable {

    /**
     * Index of the last entry in the state, -1 before the first. Asked before the replica starts and after a restore: entries up
     * to it are not applied again.
     */
    long appliedIndex();

    /**
     * Applies one log entry as a whole: after a crash its effects and the applied index are there
     * together or not at all. Deterministic: reads nothing but the state and its arguments. A later
     * command sees the earlier ones.
     *
     * @param commands may be empty: then only the applied index moves; read-only, valid during the call only
     * @return one answer for each command, in order
     * @throws IOException the state could not be written: the replica stops
     */
    List<R> apply(LogPosition position, List<ByteBuffer> commands) throws IOException;

    /**
     * Writes a durable copy of the state into a directory that does not exist yet; may contain regular files and no
     * directories.
     *
     * @return the applied index of the copy, read back from it
     */
    long checkpoint(Path directory) throws IOException;

    /**
     * Replaces the state by a checkpoint. The files of the directory stay as they are: link or copy them.
     */
    void restore(Path directory) throws IOException;

    /** Closes the state; nothing is called after. */
    @Override
    void close() throws IOException;
}
