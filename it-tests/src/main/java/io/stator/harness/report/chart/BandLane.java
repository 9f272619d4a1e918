package io.stator.harness.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Bands as bars in a few rows, so that none covers another's name. A name that has no room is left out for
 * the band's number, and that for nothing: the table has them all. Immutable.
 */
public final class BandLane {
    private static final double ROW_PIXELS = 18;
    private static final double BAR_PIXELS = 14;
    private static final double GAP = 4;

    /** A longer name is shortened to this part of the lane. */
    private static final double NAME_PART_MAX = 0.35;

    private final List<Placed> placed;
    private final int rows;

    private record Placed(Band band, int row, String label, double labelFrom) {}

    private BandLane(List<Placed> placed, int rows) {
        this.placed = placed;
        this.rows = rows;
    }

    /**
     * What there is room for.
     *
     * @param characterPixels the width of a letter
     */
    public record Room(double left, double right, double characterPixels, int rowsMax) {
        private double width() {
            return right - left;
        }
    }

    /** @param bands by their beginning */
    public static BandLane of(List<Band> bands, Room room) {
        double[] occupiedTo = new double[room.rowsMax()];
        int rows = 0;
        List<Placed> placed = new ArrayList<>();
        for (Band band : bands) {
            Placed place = place(band, room, occupiedTo);
            placed.add(place);
            rows = Math.max(rows, place.row() + 1);
            if (!place.label().isEmpty()) {
                double labelTo = place.labelFrom() + place.label().length() * room.characterPixels();
                occupiedTo[place.row()] = Math.max(band.from() + band.width(), labelTo) + GAP;
            }
        }
        return new BandLane(placed, rows);
    }

    private static Placed place(Band band, Room room, double[] occupiedTo) {
        String name = shortened(band.title(), (int) (room.width() * NAME_PART_MAX / room.characterPixels()));
        for (String label : List.of(name, Integer.toString(band.number()))) {
            double width = label.length() * room.characterPixels();
            double labelFrom = Math.min(band.from() + GAP, room.right() - width);
            double from = Math.min(band.from(), labelFrom - GAP);
            for (int row = 0; row < occupiedTo.length; row++) {
                if (occupiedTo[row] <= from) {
                    return new Placed(band, row, label, labelFrom);
                }
            }
        }
        return new Placed(band, rowThatEndsFirst(occupiedTo), "", band.from());
    }

    private static String shortened(String name, int charactersMax) {
        return name.length() <= charactersMax ? name : name.substring(0, Math.max(1, charactersMax - 1)) + "…";
    }

    private static int rowThatEndsFirst(double[] occupiedTo) {
        int first = 0;
        for (int row = 1; row < occupiedTo.length; row++) {
            if (occupiedTo[row] < occupiedTo[first]) {
                first = row;
            }
        }
        return first;
    }

    public double height() {
        return rows * ROW_PIXELS;
    }

    public void draw(Svg svg, double top) {
        for (Placed place : placed) {
            Band band = place.band();
            double rowTop = top + place.row() * ROW_PIXELS;
            Frame bar = new Frame(band.from(), rowTop, band.from() + band.width(), rowTop + BAR_PIXELS);
            svg.rectangle("fault-bar", bar, band.title());
        }
        for (Placed place : placed) {
            double baseline = top + place.row() * ROW_PIXELS + BAR_PIXELS - 3;
            svg.text(place.label(), "fault-name", new Point(place.labelFrom(), baseline));
        }
    }
}
