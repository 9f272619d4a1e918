package io.stator.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.server.cli.console.ExitCode;
import io.stator.server.embedded.EmbeddedStator;
import io.stator.server.launch.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs: that they come to figures, not to which. */
class BenchCommandTest {
    @TempDir
    Path directory = Path.of("");

    private static CommandRun bench(EmbeddedStator stator, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "bench",
                "--endpoint",
                stator.address(),
                "--workload",
                "mixed",
                "--clients",
                "2",
                "--seconds",
                "1",
                "--warmup-seconds",
                "0",
                "--keys",
                "10"));
        words.addAll(List.of(more));
        return CommandRun.with(Map.of(), "", words.toArray(String[]::new));
    }

    @Test
    void theDynamoDbApiIsFoundThroughTheNodes() {
        int port = FreePorts.find(1).get(0);
        Map<String, String> settings =
                Map.of("gateway.port", Integer.toString(port), "gateway.auth", "open", "shutdown.millis", "500");
        try (EmbeddedStator stator = EmbeddedStator.start(directory, settings)) {
            CommandRun run = bench(stator, "--api", "dynamodb");
            assertThat(run.err()).contains("measuring");
            assertThat(run.out()).contains("write", "read", "errors             none", "servers ");
            assertThat(run.exitCode()).isEqualTo(ExitCode.OK.code());
        }
    }

    @Test
    void aStrangerIsToldSoBeforeAnythingIsMeasured() {
        int port = FreePorts.find(1).get(0);
        Map<String, String> settings =
                Map.of("gateway.port", Integer.toString(port), "gateway.auth", "required", "shutdown.millis", "500");
        try (EmbeddedStator stator = EmbeddedStator.start(directory, settings)) {
            CommandRun run = bench(stator, "--api", "dynamodb");
            assertThat(run.err())
                    .contains("UnrecognizedClientException: The security token included in the request is invalid.")
                    .doesNotContain("measuring");
            assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        }
    }

    @Test
    void withoutAGatewayThereIsNoSuchApi() {
        try (EmbeddedStator stator = EmbeddedStator.start(directory, Map.of("shutdown.millis", "500"))) {
            assertThat(bench(stator, "--api", "dynamodb").err()).contains("no node of the cluster has a gateway");
        }
    }
}
