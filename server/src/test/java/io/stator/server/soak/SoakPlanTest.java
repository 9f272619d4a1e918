package io.stator.server.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.stator.server.bench.BenchmarkPlan;
import io.stator.server.bench.Load;
import io.stator.server.bench.LoadEnd;
import io.stator.server.bench.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakPlanTest {
    private static SoakPlan plan(int seconds, int windowSeconds, int killEvery) {
        Load.Rate rate = new Load.Rate(600, Duration.ofSeconds(10));
        return new SoakPlan(
                new BenchmarkPlan(Workload.MIXED, rate, seconds, 60, 1024, 1000, 1), windowSeconds, killEvery);
    }

    @Test
    void aPlanHasEightWindowsAtLeast() {
        assertThat(plan(47, 5, 0).windows()).isEqualTo(9);
        assertThat(plan(40, 5, 0).windows()).isEqualTo(SoakPlan.WINDOWS_MIN);
        assertThatThrownBy(() -> plan(39, 5, 0)).hasMessageStartingWith("--window-seconds: at least 8 windows");
        assertThatThrownBy(() -> plan(39, 0, 0)).hasMessageStartingWith("--window-seconds: must be at least 1");
        assertThatThrownBy(() -> plan(40, 5, -1)).hasMessageStartingWith("--kill-every");
        assertThatThrownBy(() -> plan(40, 5, 1)).hasMessageStartingWith("--kill-every");
        assertThat(plan(40, 5, 2).killEvery()).isEqualTo(2);
    }

    @Test
    void theReportIsJson() throws IOException {
        SoakResult result = new SoakResult(plan(60, 5, 0), Windows.well(), new LoadEnd(1, 0), List.of());
        assertThat(result.replicasAgree()).isFalse();
        String json = SoakReport.json(result, List.of(new SoakVerdict.Finding("load", false, "none")));
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                // A malformed one throws.
            }
        }
        assertThat(json.replaceAll("\\s", ""))
                .startsWith(
                        "{\"window_seconds\":5,\"warmup_seconds\":60,\"value_bytes\":1024,\"keys\":1000,\"seed\":1,")
                .contains("\"windows\":[{\"window\":1,\"writes\":{\"count\":300,\"p50_micros\":4000,")
                .contains("\"p99_micros\":10000,\"max_micros\":50000},\"reads\":{\"count\":300,")
                .contains("\"nodes\":[{\"node\":\"n1\",\"rss_bytes\":524288000,\"rss_peak_bytes\":576716800,")
                .contains("\"compactions\":1,\"purged_entries\":100,\"log_start_by_partition\":{\"1\":900}}")
                .contains("\"findings\":[{\"rule\":\"load\",\"passed\":false,\"found\":\"none\"}]");
    }
}
