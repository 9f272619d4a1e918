package io.stator.server.soak;

/** Metrics in Prometheus' text format. */
record MetricsText(String text) {

    /** Of all samples with this name, whatever their labels; 0 without any. */
    double sum(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
