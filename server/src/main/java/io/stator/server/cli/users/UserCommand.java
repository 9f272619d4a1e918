package io.stator.server.cli.users;

import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.RoutingSettings;
import io.stator.proto.v1.AddUserRequest;
import io.stator.proto.v1.AddUserResponse;
import io.stator.proto.v1.ListUsersRequest;
import io.stator.proto.v1.RemoveUserRequest;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stator user}. */
@Command(
        name = "user",
        description = "Add, list and remove users of the DynamoDB API.",
        synopsisSubcommandLabel = "COMMAND")
public final class UserCommand {
    private UserCommand() {}

    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new UserCommand())
                .addSubcommand(new Add(terminal))
                .addSubcommand(new ListUsers(terminal))
                .addSubcommand(new Remove(terminal));
    }

    private static <A> A ask(
            ConnectionOptions connection, Terminal terminal, Function<RoutedCalls, CompletableFuture<A>> call) {
        connection.requireListener(terminal);
        RoutingSettings settings =
                RoutingSettings.of(connection.addresses(terminal)).withDeadline(connection.timeout());
        try (RoutedCalls calls = RoutedCalls.connect(settings, new NettyChannelFactory())) {
            return call.apply(calls).join();
        } catch (CompletionException e) {
            throw ErrorCodec.toStatorException(e);
        }
    }

    @Command(
            name = "add",
            description = {
                "Add a user and print its access key. The secret is shown this once: no command prints it again."
            },
            footer = {"", "Example: stator user add ada"})
    static final class Add implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Parameters(paramLabel = "NAME", description = "1 to 64 of a-z, A-Z, 0-9 and _+=,.@-")
        private String name = "";

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            AddUserRequest request = AddUserRequest.newBuilder().setName(name).build();
            AddUserResponse added = ask(connection, terminal, calls -> calls.addUser(request));
            terminal.out().println("AWS_ACCESS_KEY_ID=" + added.getUser().getAccessKeyId());
            terminal.out().println("AWS_SECRET_ACCESS_KEY=" + added.getSecretAccessKey());
            return ExitCode.OK.code();
        }
    }

    @Command(name = "list", description = "Print all users: name, access key id, when it was added.")
    static final class ListUsers implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        ListUsers(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ask(connection, terminal, calls -> calls.listUsers(ListUsersRequest.getDefaultInstance()))
                    .getUsersList()
                    .forEach(user -> terminal.out()
                            .println(user.getName() + "  " + user.getAccessKeyId() + "  "
                                    + Instant.ofEpochMilli(user.getCreatedAtMillis())));
            return ExitCode.OK.code();
        }
    }

    @Command(name = "remove", description = "Remove a user: requests that it signed are refused from then on.")
    static final class Remove implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        Remove(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            RemoveUserRequest request =
                    RemoveUserRequest.newBuilder().setName(name).build();
            ask(connection, terminal, calls -> calls.removeUser(request));
            terminal.out().println("removed " + name);
            return ExitCode.OK.code();
        }
    }
}
