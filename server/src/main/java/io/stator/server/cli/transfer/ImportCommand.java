package io.stator.server.cli.transfer;

import io.stator.client.StatorClient;
import io.stator.model.TableInfo;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.ItemFormat;
import io.stator.server.cli.console.ProgressDisplay;
import io.stator.server.cli.console.ProgressLine;
import io.stator.server.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stator import}. */
@Command(
        name = "import",
        description = "Put the items of a file into a table.",
        footer = {
            "",
            "The file is JSON lines or one JSON array, plain or DynamoDB JSON (found out by its first item).",
            "Where a key comes more than once, its last item wins. Exits with 1 if items were refused;",
            "each is named by its line, and the others are imported. If it breaks off, run it again.",
            "Example: stator import Subdivisions iso_3166-2.json --path 3166-2 --derive country=code:^[A-Z]+",
        })
public final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "TABLE")
    private String tableName = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "'-' for standard input.")
    private String file = "";

    @Option(
            names = "--path",
            paramLabel = "NAME[.NAME...]",
            description = "The member of the JSON document that is the array of items.")
    private @Nullable String path;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: found out.")
    private @Nullable ItemFormat format;

    @Option(
            names = "--derive",
            paramLabel = "NAME=SOURCE:PATTERN",
            description = "Add an attribute: what the regular expression finds in another one.")
    private List<String> derived = new ArrayList<>();

    public ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> steps = path == null ? List.of() : List.of(path.split("\\.", -1));
        List<DerivedAttribute> attributes =
                derived.stream().map(DerivedAttribute::parse).toList();
        OptionalLong total = file.equals("-") ? OptionalLong.empty() : OptionalLong.of(Files.size(Path.of(file)));
        try (InputStream input = file.equals("-") ? terminal.in() : Files.newInputStream(Path.of(file));
                ItemSource source = ItemSources.open(input, steps, new ItemReading(format));
                StatorClient client = connection.open(terminal)) {
            return run(client, new DerivingSource(source, attributes), total).code();
        } catch (MalformedInputException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": is not UTF-8", e);
        }
    }

    private ExitCode run(StatorClient client, ItemSource source, OptionalLong total)
            throws IOException, InterruptedException {
        TableInfo table = client.blocking().describeTable(tableName);
        long start = System.nanoTime();
        RefusedItems refused = new RefusedItems();
        Importer importer = new Importer(client, table, refused);
        try (ProgressDisplay display = new ProgressDisplay(
                terminal,
                () -> new ProgressLine("imported", importer.imported(), source.position(), total, since(start)))) {
            refused.printTo(display::print);
            importer.run(source);
        }
        Duration elapsed = since(start);
        long perSecond = importer.imported() * 1000 / Math.max(1, elapsed.toMillis());
        terminal.out()
                .println("imported " + Figures.counted(importer.imported(), "item") + " into " + tableName + " in "
                        + Figures.duration(elapsed) + " (" + Figures.count(perSecond) + " items/s)"
                        + (refused.count() == 0 ? "" : "; " + Figures.count(refused.count()) + " refused"));
        return refused.count() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
