package io.stator.consensus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers every command in order; answers {@code number:command}. Fails if an entry comes twice or out of order, or
 * after it was closed.
 */
public final class JournalMachine implements StateMachine<String> {

    /** What is on disk. */
    static final class State {
        private final NavigableMap<Long, List<String>> entries = new TreeMap<>();
        private boolean broken;

        synchronized void setBroken(boolean now) {
            broken = now;
        }

        synchronized void put(long index, List<String> commands) throws IOException {
            if (broken) {
                throw new IOException("the disk is gone");
            }
            entries.put(index, commands);
        }

        synchronized long index() {
            return entries.isEmpty() ? -1 : entries.lastKey();
        }

        synchronized NavigableMap<Long, List<String>> copy() {
            return new TreeMap<>(entries);
        }

        synchronized void replace(NavigableMap<Long, List<String>> other) {
            entries.clear();
            entries.putAll(other);
        }

        synchronized void loseAfter(long index) {
            entries.tailMap(index, false).clear();
        }
    }

    private final State state;
    private final List<LogPosition> applied = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger restores = new AtomicInteger();
    private int commands;

    JournalMachine(State state) {
        this.state = state;
        this.commands = all().size();
    }

    @Override
    public long appliedIndex() {
        return state.index();
    }

    @Override
    public List<String> apply(LogPosition position, List<ByteBuffer> batch) throws IOException {
        if (closed.get()) {
            throw new AssertionError("applied after close: " + position);
        }
        if (position.index() <= state.index()) {
            throw new AssertionError("applied again: " + position + " after " + state.index());
        }
        List<String> texts = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (ByteBuffer command : batch) {
            if (!command.isReadOnly()) {
                throw new AssertionError("commands must be read-only");
            }
            String text = StandardCharsets.UTF_8.decode(command.duplicate()).toString();
            texts.add(text);
            answers.add((commands + texts.size()) + ":" + text);
        }
        commands += texts.size();
        state.put(position.index(), texts);
        synchronized (applied) {
            applied.add(position);
        }
        return answers;
    }

    @Override
    public long checkpoint(Path directory) throws IOException {
        Files.createDirectory(directory);
        NavigableMap<Long, List<String>> copy = state.copy();
        List<String> lines = new ArrayList<>();
        copy.forEach((index, texts) -> lines.add(index + " " + String.join(" ", texts)));
        Files.write(directory.resolve("entries"), lines);
        Files.writeString(directory.resolve("count"), String.valueOf(copy.size()));
        Files.createFile(directory.resolve("empty"));
        return copy.isEmpty() ? -1 : copy.lastKey();
    }

    @Override
    public void restore(Path directory) throws IOException {
        NavigableMap<Long, List<String>> read = new TreeMap<>();
        for (String line : Files.readAllLines(directory.resolve("entries"))) {
            List<String> words = List.of(line.split(" ", -1));
            List<String> texts = words.subList(1, words.size()).stream()
                    .filter(text -> !text.isEmpty())
                    .toList();
            read.put(Long.parseLong(words.get(0)), texts);
        }
        if (read.size() != Integer.parseInt(Files.readString(directory.resolve("count")))) {
            throw new AssertionError("an incomplete checkpoint was restored");
        }
        if (!Files.exists(directory.resolve("empty"))) {
            throw new AssertionError("the empty file is missing");
        }
        state.replace(read);
        commands = all().size();
        restores.incrementAndGet();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            throw new AssertionError("closed twice");
        }
    }

    public boolean closed() {
        return closed.get();
    }

    public int restores() {
        return restores.get();
    }

    /** Every command of the state, in order. */
    public List<String> all() {
        return state.copy().values().stream().flatMap(List::stream).toList();
    }

    /** The commands, entry by entry. */
    public List<List<String>> byEntry() {
        return List.copyOf(state.copy().values());
    }

    /** Positions applied since this machine was opened. */
    public List<LogPosition> applied() {
        synchronized (applied) {
            return List.copyOf(applied);
        }
    }
}
