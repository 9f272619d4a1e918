package io.stator.model;

import java.util.ArrayList;
import java.util.List;

/** The last few times of something, ascending. Stateless. */
final class RecentTimes {
    private RecentTimes() {}

    /** @param most of them that are kept: the newest */
    static List<Long> with(List<Long> times, long nowMillis, int most) {
        List<Long> more = new ArrayList<>(times);
        more.add(nowMillis);
        return List.copyOf(more.subList(Math.max(0, more.size() - most), more.size()));
    }
}
