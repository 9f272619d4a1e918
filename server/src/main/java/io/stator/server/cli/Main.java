package io.stator.server.cli;

import io.stator.server.cli.cluster.ClusterCommand;
import io.stator.server.cli.cluster.DevCommand;
import io.stator.server.cli.cluster.JvmOptionsCommand;
import io.stator.server.cli.cluster.ServerCommand;
import io.stator.server.cli.cluster.SettingsCommand;
import io.stator.server.cli.cluster.TrialCommand;
import io.stator.server.cli.console.ErrorReport;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import io.stator.server.cli.data.ItemCommand;
import io.stator.server.cli.data.TableCommand;
import io.stator.server.cli.transactions.TransactionCommand;
import io.stator.server.cli.transfer.ExportCommand;
import io.stator.server.cli.transfer.GenerateCommand;
import io.stator.server.cli.transfer.ImportCommand;
import io.stator.server.cli.users.UserCommand;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: one command line, its exit code, and one line for whatever goes wrong. */
public final class Main {
    private static final String VERBOSE = "--verbose";

    private Main() {}

    /** Runs the command and ends the process with its {@link ExitCode}. */
    public static void main(String[] args) {
        chooseLogs(args);
        System.exit(run(args, Terminal.ofProcess()));
    }

    /**
     * The same program with one command more, for a module that stands above this one.
     *
     * @param command makes it, with picocli's annotations
     */
    public static void main(String[] args, Function<Terminal, Object> command) {
        chooseLogs(args);
        System.exit(run(args, Terminal.ofProcess(), command));
    }

    /**
     * Before the first logger is made. Commands tell their errors themselves: what libraries log about them
     * would be a second telling. The node of {@code dev} warns, and a server logs as its own file says.
     */
    private static void chooseLogs(String[] args) {
        List<String> words = List.of(args);
        if (words.contains("server")) {
            return;
        }
        boolean node = words.contains("dev");
        boolean verbose = words.contains(VERBOSE);
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "logback-client.xml");
        }
        System.setProperty("stator.log.level", verbose ? "INFO" : node ? "WARN" : "OFF");
        if (!verbose) {
            LogManager.getLogManager().reset();
        }
    }

    /** The same without ending the process. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, new Terminal(System.in, out, err, System.getenv()));
    }

    /** The same, with everything that a command sees of the world around it. */
    public static int run(String[] args, Terminal terminal) {
        return execute(args, terminal, commandLine(terminal));
    }

    /** The same with one command more, without ending the process. */
    public static int run(String[] args, Terminal terminal, Function<Terminal, Object> command) {
        return execute(args, terminal, commandLine(terminal, command.apply(terminal)));
    }

    private static int execute(String[] args, Terminal terminal, CommandLine commandLine) {
        int exitCode = commandLine.execute(args);
        terminal.out().flush();
        terminal.err().flush();
        return exitCode;
    }

    static CommandLine commandLine(Terminal terminal, Object... more) {
        StatorCommand root = new StatorCommand();
        CommandLine commandLine = new CommandLine(root)
                .addSubcommand(new DevCommand(terminal))
                .addSubcommand(new ServerCommand())
                .addSubcommand(new SettingsCommand(terminal))
                .addSubcommand(new JvmOptionsCommand(terminal))
                .addSubcommand("cluster", ClusterCommand.commandLine(terminal))
                .addSubcommand("table", TableCommand.commandLine(terminal))
                .addSubcommand("item", ItemCommand.commandLine(terminal))
                .addSubcommand("txn", TransactionCommand.commandLine(terminal))
                .addSubcommand("user", UserCommand.commandLine(terminal))
                .addSubcommand(new ImportCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new GenerateCommand(terminal))
                .addSubcommand(new BenchCommand(terminal))
                .addSubcommand("trial", TrialCommand.commandLine(terminal));
        for (Object command : more) {
            commandLine.addSubcommand(command);
        }
        commandLine.setOut(new java.io.PrintWriter(terminal.out(), true));
        commandLine.setErr(new java.io.PrintWriter(terminal.err(), true));
        commandLine.setExpandAtFiles(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler((exception, args) -> badUsage(exception, terminal.err()));
        commandLine.setExecutionExceptionHandler(
                (exception, command, parsed) -> failed(exception, root.verbose(), terminal.err()));
        return commandLine;
    }

    private static int badUsage(ParameterException exception, PrintStream err) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message =
                String.valueOf(exception.getMessage()).lines().findFirst().orElse("bad usage");
        err.println(name + ": " + message + suggestion(exception) + " ('" + name + " --help' shows how)");
        return ExitCode.BAD_INPUT.code();
    }

    private static String suggestion(ParameterException exception) {
        List<String> known =
                exception instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return known.isEmpty() ? "" : "; did you mean '" + known.get(0) + "'?";
    }

    private static int failed(Throwable thrown, boolean verbose, PrintStream err) {
        ErrorReport report = ErrorReport.of(thrown);
        err.println(report.text());
        if (verbose) {
            thrown.printStackTrace(err);
        }
        return report.exitCode().code();
    }
}
