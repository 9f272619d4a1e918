package io.stator.server.cli.transactions;

import io.grpc.StatusRuntimeException;
import io.stator.client.routing.ErrorCodec;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.UndecidedTransaction;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import io.stator.server.launch.ClusterCalls;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stator txn}. */
@Command(name = "txn", description = "Look at transactions.", synopsisSubcommandLabel = "COMMAND")
public final class TransactionCommand {
    private TransactionCommand() {}

    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new TransactionCommand()).addSubcommand(new ListUndecided(terminal));
    }

    @Command(
            name = "list",
            description = {
                "Print the transactions that have intents: id, partition and table of the first item, and how long they may stay",
                "undecided, or how long that is over. An intent is on each item of another partition than the first item's, from",
                "when it is prepared until what was decided has come to it; how it was decided lies in the first item's partition,",
                "which has no intents unless the request was larger than an entry may be. A transaction on one partition has none, and is not here. Whoever meets one that is overdue",
                "ends it: none stays for more than seconds while its partitions have leaders."
            },
            footer = {"", "Example: stator txn list"})
    static final class ListUndecided implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        ListUndecided(Terminal terminal) {
            this.terminal = terminal;
        }

        /** A node that does not answer is named: what it leads is not in the list. */
        @Override
        public Integer call() {
            connection.requireListener(terminal);
            ExitCode exit = ExitCode.OK;
            Set<String> printed = new HashSet<>();
            try (ClusterCalls calls = new ClusterCalls(connection.timeout())) {
                for (NodeInfo node : nodes(calls, connection.addresses(terminal))) {
                    try {
                        calls.undecidedTransactions(node.getClientAddress()).stream()
                                .filter(transaction -> printed.add(transaction.getId()))
                                .forEach(this::print);
                    } catch (StatusRuntimeException e) {
                        terminal.err()
                                .println("node " + node.getId() + " does not answer: "
                                        + ErrorCodec.toStatorException(e).getMessage());
                        exit = ExitCode.UNAVAILABLE;
                    }
                }
            }
            return exit.code();
        }

        /** As the first one that answers knows them. */
        private static List<NodeInfo> nodes(ClusterCalls calls, List<String> addresses) {
            StatusRuntimeException last = null;
            for (String address : addresses) {
                try {
                    return calls.partitionMap(address).getNodesList();
                } catch (StatusRuntimeException e) {
                    last = e;
                }
            }
            throw last == null
                    ? new IllegalArgumentException("no address of a node")
                    : ErrorCodec.toStatorException(last);
        }

        private void print(UndecidedTransaction transaction) {
            double seconds = transaction.getOverdueMillis() / 1000.0;
            String time = seconds < 0
                    ? String.format(Locale.ROOT, "%.1f s left", -seconds)
                    : String.format(Locale.ROOT, "overdue for %.1f s", seconds);
            terminal.out()
                    .println(transaction.getId() + "  partition " + transaction.getPartitionId() + "  "
                            + (transaction.getTable().isEmpty() ? "(dropped)" : transaction.getTable()) + "  " + time);
        }
    }
}
