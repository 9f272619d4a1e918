package io.stator.server.cli.transfer;

import io.stator.client.ItemPage;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.ItemFormat;
import io.stator.server.cli.console.ProgressDisplay;
import io.stator.server.cli.console.ProgressLine;
import io.stator.server.cli.console.Terminal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stator export}. */
@Command(
        name = "export",
        description = "Write all items of a table to a file, one JSON object on a line.",
        footer = {
            "",
            "Strong reads: every item that was stored before it began, and not changed since, is in the file.",
            "DynamoDB JSON keeps every type; plain JSON turns sets into arrays and binaries into text.",
        })
public final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "TABLE")
    private String tableName = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "-",
            paramLabel = "FILE",
            description = "Default: standard output.")
    private String file = "-";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "DYNAMODB",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ItemFormat format = ItemFormat.DYNAMODB;

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "4",
            description = "Parts of the table that are read at the same time. Default: ${DEFAULT-VALUE}.")
    private int segments;

    public ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (segments < 1 || segments > SegmentedScan.SEGMENTS_MAX) {
            throw CommandFailure.badInput("--segments: must be 1 to " + SegmentedScan.SEGMENTS_MAX);
        }
        long start = System.nanoTime();
        long items;
        try (StatorClient client = connection.open(terminal)) {
            client.blocking().describeTable(tableName);
            items = file.equals("-") ? toStandardOutput(client, start) : toFile(client, Path.of(file), start);
        }
        terminal.err()
                .println("exported " + Figures.counted(items, "item") + " of " + tableName
                        + (file.equals("-") ? "" : " to " + file) + " in " + Figures.duration(since(start)));
        return ExitCode.OK.code();
    }

    private long toStandardOutput(StatorClient client, long start) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), 1 << 16);
        long items = write(client, writer, start);
        writer.flush();
        return items;
    }

    /** Under another name until it is whole, so that a file by this name is never half an export. */
    private long toFile(StatorClient client, Path target, long start) throws IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        long items;
        try (Writer writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8)) {
            items = write(client, writer, start);
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        return items;
    }

    private long write(StatorClient client, Writer writer, long start) {
        AtomicLong items = new AtomicLong();
        try (ProgressDisplay display = new ProgressDisplay(
                terminal, () -> new ProgressLine("exported", items.get(), 0, OptionalLong.empty(), since(start)))) {
            SegmentedScan.run(client, Scan.of(tableName).strong(), segments, page -> {
                items.addAndGet(write(page, writer));
                return !(file.equals("-") && terminal.out().checkError());
            });
        }
        return items.get();
    }

    private long write(ItemPage page, Writer writer) {
        try {
            for (io.stator.model.Item item : page.items()) {
                writer.write(format.writeItem(item));
                writer.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.items().size();
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
