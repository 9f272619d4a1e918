package io.stator.server.cli.cluster;

import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import io.stator.server.launch.LocalCluster;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stator cluster}: a cluster of processes on this machine. */
@Command(
        name = "cluster",
        description = "Start, watch, break and stop a cluster of processes on this machine.",
        footer = {
            "",
            "Node i, from 1, listens at BASE-PORT + 10*i for clients, +1 Raft, +2 metrics and health.",
        })
public final class ClusterCommand {

    /** With its subcommands. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new ClusterCommand())
                .addSubcommand(new StartCluster(terminal))
                .addSubcommand(new ClusterStatus(terminal))
                .addSubcommand(new KillNode(terminal))
                .addSubcommand(new StopNode(terminal))
                .addSubcommand(new RestartNode(terminal))
                .addSubcommand(new PauseNode(terminal))
                .addSubcommand(new ResumeNode(terminal))
                .addSubcommand(new ReplaceNode(terminal))
                .addSubcommand(new AddNode(terminal))
                .addSubcommand(new RemoveNode(terminal))
                .addSubcommand(new Down(terminal));
    }

    /** Something done to one node. */
    abstract static class NodeCommand implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private DirectoryOption directory = new DirectoryOption();

        @Parameters(paramLabel = "N", description = "The node's number, from 1.")
        private int number;

        NodeCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return directory.with(cluster -> {
                String done = act(cluster, number);
                terminal.out().println("node " + number + " " + done);
                return ExitCode.OK.code();
            });
        }

        /** @return what is so now, after "node N" */
        abstract String act(LocalCluster cluster, int node);
    }

    @Command(name = "kill", description = "Kill a node (SIGKILL).")
    static final class KillNode extends NodeCommand {
        KillNode(Terminal terminal) {
            super(terminal);
        }

        @Override
        String act(LocalCluster cluster, int node) {
            boolean ran = cluster.pid(node).isPresent();
            cluster.kill(node);
            return ran ? "is killed" : "was down already";
        }
    }

    @Command(name = "stop", description = "Stop a node cleanly (SIGTERM), and wait until it has ended.")
    static final class StopNode extends NodeCommand {
        StopNode(Terminal terminal) {
            super(terminal);
        }

        @Override
        String act(LocalCluster cluster, int node) {
            boolean ran = cluster.pid(node).isPresent();
            cluster.stop(node);
            return ran ? "is stopped" : "was down already";
        }
    }

    @Command(name = "restart", description = "Stop a node if it runs, start it, and wait until it has joined.")
    static final class RestartNode extends NodeCommand {
        RestartNode(Terminal terminal) {
            super(terminal);
        }

        @Override
        String act(LocalCluster cluster, int node) {
            cluster.restart(node);
            return "is up (pid " + cluster.pid(node).orElse(0) + ")";
        }
    }

    @Command(name = "pause", description = "Let a node stand still (SIGSTOP).")
    static final class PauseNode extends NodeCommand {
        PauseNode(Terminal terminal) {
            super(terminal);
        }

        @Override
        String act(LocalCluster cluster, int node) {
            cluster.pause(node);
            return "is paused";
        }
    }

    @Command(name = "resume", description = "Let a paused node go on (SIGCONT).")
    static final class ResumeNode extends NodeCommand {
        ResumeNode(Terminal terminal) {
            super(terminal);
        }

        @Override
        String act(LocalCluster cluster, int node) {
            cluster.resume(node);
            return "goes on";
        }
    }

    @Command(
            name = "replace",
            description =
                    "Put a new, empty node in the place of one that is down; returns when its replicas are filled.",
            footer = {"", "What the lost one had on disk is kept beside, as nodeN/data.lost-1."})
    static final class ReplaceNode extends NodeCommand {
        @Mixin
        private TimeLimitOption timeLimit = new TimeLimitOption();

        ReplaceNode(Terminal terminal) {
            super(terminal);
        }

        @Override
        String act(LocalCluster cluster, int node) {
            cluster.replace(node, timeLimit.value());
            return "is replaced (pid " + cluster.pid(node).orElse(0) + ")";
        }
    }

    @Command(
            name = "remove",
            description =
                    "Have a node's replicas go elsewhere, and end it; returns when it is no part of the cluster any more.",
            footer = {"", "The node may be down. Its directory stays."})
    static final class RemoveNode extends NodeCommand {
        @Mixin
        private TimeLimitOption timeLimit = new TimeLimitOption();

        RemoveNode(Terminal terminal) {
            super(terminal);
        }

        @Override
        String act(LocalCluster cluster, int node) {
            cluster.remove(node, timeLimit.value());
            return "is removed";
        }
    }

    @Command(
            name = "add",
            description = "Start one node more; returns when replicas are spread over it, too.",
            footer = {
                "",
                "It has the lowest number that no node has. What a removed one of that number had on disk is kept",
                "beside, as nodeN/data.lost-1.",
            })
    static final class AddNode implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private DirectoryOption directory = new DirectoryOption();

        @Mixin
        private TimeLimitOption timeLimit = new TimeLimitOption();

        AddNode(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return directory.with(cluster -> {
                int number = cluster.add(timeLimit.value());
                terminal.out()
                        .println("node " + number + " is added (pid "
                                + cluster.pid(number).orElse(0) + ")");
                return ExitCode.OK.code();
            });
        }
    }

    /** How long a command waits for the cluster to come to what was decided. */
    static final class TimeLimitOption {
        @Option(
                names = "--time-limit",
                paramLabel = "SECONDS",
                defaultValue = "600",
                description = "How long to wait; the change goes on even so. Default: ${DEFAULT-VALUE}.")
        private long seconds;

        Duration value() {
            if (seconds < 1) {
                throw CommandFailure.badInput("--time-limit: must be at least 1");
            }
            return Duration.ofSeconds(seconds);
        }
    }

    @Command(name = "down", description = "Stop every node cleanly; the data stays.")
    static final class Down implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private DirectoryOption directory = new DirectoryOption();

        Down(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return directory.with(cluster -> {
                cluster.down();
                terminal.out().println("all nodes are down; the data stays in " + directory.path());
                return ExitCode.OK.code();
            });
        }
    }
}
