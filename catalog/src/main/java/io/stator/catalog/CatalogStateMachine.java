package io.stator.catalog;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.model.ErrorCode;
import io.stator.proto.v1.CatalogCommand;
import io.stator.proto.v1.CatalogRecord;
import io.stator.proto.v1.CatalogSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the catalog's group replicates: decides each command into records and replays them. The state is in memory;
 * a file holds it with its applied index as of the last checkpoint or restore, and the Raft log holds the rest.
 *
 * <p>Views may be taken by any thread at any time: each is one immutable state, swapped in after a whole log entry.
 */
public final class CatalogStateMachine implements StateMachine<CatalogOutcome> {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogStateMachine.class);
    private static final String OWN_FILE = "catalog.state";
    private static final String CHECKPOINT_FILE = "catalog.snapshot";

    private final Path ownFile;
    /** Held while files are written: a checkpoint taken before a restore must not overwrite what that installed. */
    private final Object files = new Object();

    /** Guards the list and the order of calls: a listener never sees an older view after a newer one. */
    private final List<CatalogListener> listeners = new ArrayList<>();

    private volatile Applied applied;

    private CatalogStateMachine(Path ownFile, Applied applied) {
        this.ownFile = ownFile;
        this.applied = applied;
    }

    /**
     * Opens the catalog's state in a directory of its own, which is made if it is not there. Throws an IOException if
     * what it holds is damaged or of a newer version.
     */
    public static CatalogStateMachine open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path ownFile = directory.resolve(OWN_FILE);
        Applied applied = Files.exists(ownFile)
                ? Applied.of(StateFile.read(ownFile), ownFile)
                : new Applied(-1, CatalogState.EMPTY);
        return new CatalogStateMachine(ownFile, applied);
    }

    @Override
    public long appliedIndex() {
        return applied.index;
    }

    @Override
    public List<CatalogOutcome> apply(LogPosition position, List<ByteBuffer> commands) throws IOException {
        Applied before = applied;
        if (position.index() <= before.index) {
            throw new IOException("applied already: index " + position.index() + " of " + before.index);
        }
        CatalogState state = before.state;
        List<CatalogOutcome> outcomes = new ArrayList<>(commands.size());
        for (ByteBuffer command : commands) {
            Decision decision = decide(command, state);
            for (CatalogRecord record : decision.records()) {
                state = state.replay(record);
            }
            outcomes.add(decision.outcome());
        }
        applied = new Applied(position.index(), state);
        if (state != before.state) {
            tellListeners();
        }
        return outcomes;
    }

    private static Decision decide(ByteBuffer bytes, CatalogState state) throws IOException {
        CatalogCommand command;
        try {
            command = CatalogCommand.parseFrom(bytes.duplicate());
        } catch (InvalidProtocolBufferException e) {
            // The same bytes on every replica: refused alike.
            LOG.error("a catalog command does not parse", e);
            return Decision.refused(ErrorCode.INTERNAL_SERVER_ERROR, "The catalog command does not parse");
        }
        if (!CatalogState.reads(command.getFormat())) {
            // Another version of Stator would decide it, so this replica must not refuse it and go on.
            throw new IOException("a command in the catalog's log has format "
                    + Integer.toUnsignedString(command.getFormat())
                    + ", written by a newer version of Stator; this one reads up to " + CatalogState.FORMAT);
        }
        try {
            return CatalogDecider.decide(command, state);
        } catch (RuntimeException e) {
            // Pure, so it fails alike on every replica: an answer, rather than the end of the catalog.
            LOG.error("a catalog command could not be decided: {}", command.getCommandCase(), e);
            return Decision.refused(ErrorCode.INTERNAL_SERVER_ERROR, "The catalog command could not be decided");
        }
    }

    @Override
    public long checkpoint(Path directory) throws IOException {
        synchronized (files) {
            Applied now = applied;
            CatalogSnapshot snapshot = now.state.snapshot(now.index);
            // The own file first: once this returns, the log may lose its entries up to the index.
            StateFile.write(ownFile, snapshot);
            Files.createDirectories(directory);
            Path copy = directory.resolve(CHECKPOINT_FILE);
            StateFile.write(copy, snapshot);
            return StateFile.read(copy).getAppliedIndex();
        }
    }

    @Override
    public void restore(Path directory) throws IOException {
        Path copy = directory.resolve(CHECKPOINT_FILE);
        CatalogSnapshot snapshot = StateFile.read(copy);
        Applied restored = Applied.of(snapshot, copy);
        synchronized (files) {
            StateFile.write(ownFile, snapshot);
            applied = restored;
        }
        tellListeners();
    }

    @Override
    public void close() {
        // Nothing is open between calls, and what is not in the file is in the log.
    }

    /** Cheap; what has been applied here. */
    public CatalogView view() {
        return applied.view;
    }

    /** Calls the listener now, and after each change on the apply thread: it must not block. */
    public void onChange(CatalogListener listener) {
        synchronized (listeners) {
            listeners.add(listener);
            listener.changed(view());
        }
    }

    CatalogState state() {
        return applied.state;
    }

    private void tellListeners() {
        synchronized (listeners) {
            CatalogView view = view();
            for (CatalogListener listener : listeners) {
                try {
                    listener.changed(view);
                } catch (RuntimeException e) {
                    // The change stands; a listener's bug must neither hide it from others nor stop the replica.
                    LOG.error("a catalog listener failed at index {}", view.appliedIndex(), e);
                }
            }
        }
    }

    /** A state with its index and its view: seen together or not at all. */
    private static final class Applied {
        private final long index;
        private final CatalogState state;
        private final CatalogView view;

        Applied(long index, CatalogState state) {
            this.index = index;
            this.state = state;
            this.view = state.view(index);
        }

        static Applied of(CatalogSnapshot snapshot, Path file) throws IOException {
            try {
                return new Applied(snapshot.getAppliedIndex(), CatalogState.of(snapshot));
            } catch (IllegalStateException | IllegalArgumentException e) {
                throw new IOException("the catalog state contradicts itself: " + file, e);
            }
        }
    }
}
