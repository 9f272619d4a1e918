package io.stator.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.server.grpc.RefusalListener;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
    @Test
    void refusalsAreCountedByTheirReason() {
        try (NodeMetrics metrics = new NodeMetrics("n1")) {
            metrics.refused(RefusalListener.Reason.CONNECTIONS);
            metrics.refused(RefusalListener.Reason.CONNECTIONS);
            metrics.refused(RefusalListener.Reason.RECEIVED_BYTES);
            assertThat(metrics.scrape())
                    .contains("stator_refused_total{node=\"n1\",reason=\"connections\"} 2.0")
                    .contains("stator_refused_total{node=\"n1\",reason=\"received-bytes\"} 1.0");
        }
    }
}
