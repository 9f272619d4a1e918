package io.stator.harness.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartPartsTest {

    @Test
    void pointsOnOneSpotAreOneMarkThatIsTheStrongerTheMoreTheyAre() {
        Marks marks = new Marks(4);
        for (int number = 0; number < 150; number++) {
            marks.add(10 + number * 0.01, 20);
        }
        marks.add(50, 20);
        assertThat(marks.size()).isEqualTo(2);
        assertThat(marks.pointsMost()).isEqualTo(150);
        assertThat(drawn(svg -> marks.draw(svg, Marks.Shape.DOT, "ok")))
                .contains("<path class=\"ok strength1\" d=\"M50 20h0\"/>")
                .contains("<path class=\"ok strength4\" d=\"M10 20h0\"/>");
    }

    @Test
    void marksDifferInShape() {
        List<String> pictures = new ArrayList<>();
        for (Marks.Shape shape : Marks.Shape.values()) {
            Marks marks = new Marks(4);
            marks.add(10, 10);
            pictures.add(drawn(svg -> marks.draw(svg, shape, "same")));
        }
        assertThat(pictures).doesNotHaveDuplicates();
    }

    @Test
    void namesOfBandsDoNotCoverEachOther() {
        List<Band> bands = new ArrayList<>();
        for (int number = 1; number <= 40; number++) {
            bands.add(new Band(number * 9, number * 9 + 30, number, "kill node " + number % 5));
        }
        BandLane lane = BandLane.of(bands, new BandLane.Room(0, 400, 6, 3));
        assertThat(lane.height()).isEqualTo(3 * 18);
        String picture = drawn(svg -> lane.draw(svg, 0));
        List<MatchResult> names = Pattern.compile("x=\"([0-9.]+)\" y=\"([0-9.]+)\">([^<]+)<")
                .matcher(picture)
                .results()
                .toList();
        assertThat(names).hasSizeGreaterThan(3);
        for (MatchResult one : names) {
            for (MatchResult other : names) {
                double from = Double.parseDouble(one.group(1));
                double otherFrom = Double.parseDouble(other.group(1));
                boolean apart = otherFrom >= from + one.group(3).length() * 6 || otherFrom < from;
                assertThat(one == other || !one.group(2).equals(other.group(2)) || apart)
                        .as("%s and %s", one.group(3), other.group(3))
                        .isTrue();
            }
        }
        assertThat(Pattern.compile("fault-bar").matcher(picture).results()).hasSize(40);
    }

    @Test
    void aLineHasGapsAndAPointBetweenThemIsADot() {
        Curve curve = new Curve();
        curve.to(0, 5);
        curve.to(1, 6);
        curve.interrupt();
        curve.to(9, 7);
        assertThat(drawn(svg -> curve.draw(svg, "median"))).contains("d=\"M0 5h0L1 6M9 7h0\"");
    }

    @Test
    void namesOfLinesThatEndTogetherAreMovedApart() {
        EndLabels labels = new EndLabels();
        labels.add("ok", "a", 50);
        labels.add("failed", "b", 51);
        labels.add("none", "c", Double.NaN);
        String picture = drawn(svg -> labels.draw(svg, new Frame(0, 0, 100, 60)));
        assertThat(picture).contains("y=\"55\">failed").contains("y=\"41\">ok").doesNotContain("none");
    }

    private static String drawn(Consumer<Svg> drawing) {
        Markup markup = new Markup();
        Svg svg = Svg.begin(markup, "chart", new Point(100, 100), "a test");
        drawing.accept(svg);
        svg.end();
        return markup.toString();
    }
}
