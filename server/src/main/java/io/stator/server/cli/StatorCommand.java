package io.stator.server.cli;

import io.stator.server.cli.console.ExitCode;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code stator} itself. */
@Command(
        name = "stator",
        description = {
            "A document and key-value database with DynamoDB's data model, on your own machines.",
            "In a source tree, './stator verify' breaks clusters on purpose and judges what they answer."
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = StatorCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the answer is no: a condition failed, nothing was found, digests differ, items were refused",
            "2:bad usage or bad input",
            "3:the cluster cannot be reached, started, or is overloaded",
            "4:a write may or may not have been applied",
            "5:an error inside Stator",
        })
final class StatorCommand {
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print where an error comes from.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    /** From the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = StatorCommand.class.getPackage().getImplementationVersion();
            return new String[] {"stator " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** What the annotation must say; a test compares. */
    static String[] exitCodes() {
        return Arrays.stream(ExitCode.values())
                .map(code -> code.code() + ":" + code.meaning())
                .toArray(String[]::new);
    }
}
