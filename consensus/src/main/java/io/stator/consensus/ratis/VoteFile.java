package io.stator.consensus.ratis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.server.storage.RaftStorageMetadataFile;
import org.jspecify.annotations.Nullable;

/**
 * A replica's term and vote on disk. On a full disk Ratis 3.3.0 replaces its file by an empty one: the write of the new one
 * fails, closing it does not, and it is moved into place all the same. The replica then does not start any more, and if it
 * did it could vote twice. This one is replaced only by one that is complete and on disk. The form is that of Ratis.
 * Thread-safe.
 */
final class VoteFile implements RaftStorageMetadataFile {
    private static final String TERM = "term";
    private static final String VOTED_FOR = "votedFor";

    /** Writes a file that is then there as a whole, or fails and leaves what was there. */
    @FunctionalInterface
    interface Writer {
        void write(Path file, byte[] content) throws IOException;
    }

    private final Path file;
    private final RaftStorageMetadataFile loader;
    private final Writer writer;
    private @Nullable RaftStorageMetadata known;

    /** @param loader reads the file */
    VoteFile(Path file, RaftStorageMetadataFile loader, Writer writer) {
        this.file = file;
        this.loader = loader;
        this.writer = writer;
    }

    /**
     * Takes the place of Ratis' own; to be called before Ratis reads it. Ratis has no way to say so, hence reflection.
     *
     * @throws IllegalStateException if Ratis' storage is no longer made as it was
     */
    static void install(RaftStorage storage) {
        Path file =
                storage.getStorageDir().getRoot().toPath().resolve("current").resolve("raft-meta");
        try {
            Object holder = get(storage, "metaFile");
            @SuppressWarnings("unchecked") // see RaftStorageImpl.MetaFile
            AtomicReference<RaftStorageMetadataFile> reference =
                    (AtomicReference<RaftStorageMetadataFile>) get(holder, "ref");
            reference.set(new VoteFile(file, storage.getMetadataFile(), DurableFiles::write));
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("Ratis' storage is not that of version 3.3.0", e);
        }
    }

    private static Object get(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    @Override
    public synchronized RaftStorageMetadata getMetadata() throws IOException {
        RaftStorageMetadata current = known;
        if (current == null) {
            current = loader.getMetadata();
            known = current;
        }
        return current;
    }

    @Override
    public synchronized void persist(RaftStorageMetadata metadata) throws IOException {
        if (metadata.equals(known)) {
            return;
        }
        Properties properties = new Properties();
        properties.setProperty(TERM, Long.toString(metadata.getTerm()));
        properties.setProperty(VOTED_FOR, metadata.getVotedFor().toString());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        properties.store(content, "written by Stator");
        writer.write(file, content.toByteArray());
        known = metadata;
    }
}
