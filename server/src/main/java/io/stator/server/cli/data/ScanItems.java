package io.stator.server.cli.data;

import io.stator.client.BlockingStatorClient;
import io.stator.client.ItemPage;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import io.stator.model.Item;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import io.stator.server.cli.transfer.SegmentedScan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator item scan}. */
@Command(name = "scan", description = "Print the items of a table, in no order that means anything.")
final class ScanItems implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ItemOptions items = new ItemOptions();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "1",
            description = "Read N parts of the table at the same time, and all of it.")
    private int segments;

    @Option(names = "--strong", description = "Sees every write that was answered before; else replicas may lag.")
    private boolean strong;

    ScanItems(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (segments < 1 || segments > SegmentedScan.SEGMENTS_MAX) {
            throw CommandFailure.badInput("--segments: must be 1 to " + SegmentedScan.SEGMENTS_MAX);
        }
        Scan eventual = Scan.of(items.table());
        Scan scan = strong ? eventual.strong() : eventual;
        if (segments > 1) {
            if (pages.limit() > 0 || pages.startAfter(items) != null) {
                throw CommandFailure.badInput("--segments reads everything: not with --limit or --start-after");
            }
            return inSegments(scan);
        }
        return items.connection().with(terminal, client -> {
            pages.print(terminal, items, (key, limit) -> page(client, scan, key, limit));
            return ExitCode.OK;
        });
    }

    private static ItemPage page(BlockingStatorClient client, Scan scan, @Nullable Item after, int limit) {
        return client.scan(scan.startAfter(after).limit(limit));
    }

    private int inSegments(Scan scan) {
        try (StatorClient client = items.connection().open(terminal)) {
            SegmentedScan.run(client, scan, segments, page -> {
                StringBuilder lines = new StringBuilder();
                page.items()
                        .forEach(item ->
                                lines.append(items.format().writeItem(item)).append('\n'));
                terminal.out().print(lines);
                return !terminal.out().checkError();
            });
            return ExitCode.OK.code();
        }
    }
}
