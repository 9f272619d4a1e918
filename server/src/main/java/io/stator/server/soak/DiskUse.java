package io.stator.server.soak;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * What the files of a data directory take, while a node changes them: those that go meanwhile are left out, and a file
 * that has several names counts once.
 *
 * @param logBytes of Raft logs
 * @param stateBytes of everything else in the replicas' directories: stores, checkpoints, votes
 */
record DiskUse(long logBytes, long stateBytes) {
    private static final String LOG_FILES = "log_";

    static DiskUse of(Path dataDirectory) throws IOException {
        Sizes sizes = new Sizes();
        for (String part : new String[] {"raft", "replicas"}) {
            Path directory = dataDirectory.resolve(part);
            if (Files.isDirectory(directory)) {
                Files.walkFileTree(directory, sizes);
            }
        }
        return new DiskUse(sizes.log, sizes.state);
    }

    private static final class Sizes extends SimpleFileVisitor<Path> {
        private final Set<Object> counted = new HashSet<>();
        private long log;
        private long state;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Object key = attributes.fileKey();
            if (key == null || counted.add(key)) {
                if (String.valueOf(file.getFileName()).startsWith(LOG_FILES)) {
                    log += attributes.size();
                } else {
                    state += attributes.size();
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException goneMeanwhile) {
            return FileVisitResult.CONTINUE;
        }
    }
}
