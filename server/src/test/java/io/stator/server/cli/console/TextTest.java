package io.stator.server.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Tables, figures and progress lines. */
class TextTest {
    @Test
    void columnsAreAligned() {
        TextTable table = new TextTable().words("node").numbers("items").words("state");
        table.row("n1", 5, "up");
        table.row("node-22", 12_345, "");
        assertThat(table.lines())
                .containsExactly(
                        "node     items  state", //
                        "n1           5  up",
                        "node-22  12345");
    }

    @Test
    void aRowHasACellForEachColumn() {
        TextTable table = new TextTable().words("a").words("b");
        assertThatThrownBy(() -> table.row("one")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figures() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Figures.counted(1, "item")).isEqualTo("1 item");
        assertThat(Figures.counted(0, "item")).isEqualTo("0 items");
        assertThat(Figures.decimal(0.1234)).isEqualTo("0.12");
        assertThat(Figures.decimal(12.34)).isEqualTo("12.3");
        assertThat(Figures.decimal(123.4)).isEqualTo("123");
        assertThat(Figures.decimal(12_345.6)).isEqualTo("12,346");
        assertThat(Figures.duration(Duration.ofMillis(1_250))).isEqualTo("1.3 s");
        assertThat(Figures.duration(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
        assertThat(Figures.duration(Duration.ofMinutes(123))).isEqualTo("2 h 03 min");
        assertThat(Figures.duration(Duration.ofHours(98))).isEqualTo("4 d 02 h");
    }

    @Test
    void theBarGrowsWithTheBytes() {
        ProgressLine line = new ProgressLine("imported", 612_345, 600, OptionalLong.of(1000), Duration.ofSeconds(15));
        assertThat(line.bar(100))
                .isEqualTo("[##################------------]  60%  612,345 items, 40,823 items/s, 0:10 left");
    }

    @Test
    void theBarMakesWayForTheFigures() {
        ProgressLine line = new ProgressLine("imported", 612_345, 600, OptionalLong.of(1000), Duration.ofSeconds(15));
        assertThat(line.bar(50)).isEqualTo("60%  612,345 items, 40,823 items/s, 0:10 left");
        assertThat(line.bar(20)).hasSize(20);
    }

    @Test
    void withoutAnEndInSightThereIsNoBar() {
        ProgressLine line = new ProgressLine("exported", 500, 0, OptionalLong.empty(), Duration.ofSeconds(1));
        assertThat(line.bar(80)).isEqualTo("500 items, 500 items/s");
        assertThat(line.plain()).isEqualTo("exported 500 items, 500 items/s");
    }

    @Test
    void aLogGetsPlainLines() {
        ProgressLine line = new ProgressLine("imported", 10, 999, OptionalLong.of(1000), Duration.ofSeconds(2));
        assertThat(line.plain()).isEqualTo("imported 10 items (99%), 5 items/s");
    }

    @Test
    void anEmptyFileIsDone() {
        ProgressLine line = new ProgressLine("imported", 0, 0, OptionalLong.of(0), Duration.ZERO);
        assertThat(line.bar(60)).contains("100%");
    }

    @Test
    void onATerminalTheBarIsTakenAwayAtTheEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(InputStream.nullInputStream(), err, err, Map.of("STATOR_TERMINAL_COLUMNS", "80"));
        ProgressLine line = new ProgressLine("imported", 1, 0, OptionalLong.empty(), Duration.ofSeconds(1));
        try (ProgressDisplay display = new ProgressDisplay(terminal, () -> line)) {
            display.print("line 3: is wrong");
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("\r\u001b[Kline 3: is wrong")
                .endsWith("\r\u001b[K");
    }
}
