package io.stator.partition.apply;

/**
 * How many writes with an id a partition has answered, and how many of them, the first ones, it has forgotten. Both
 * only grow. Writes are numbered from 1 by this count.
 */
public record WriteCounts(long count, long forgotten) {
    public static final WriteCounts NONE = new WriteCounts(0, 0);

    /**
     * Whether a write, were it a retry, would be known as one. Attempts of one write all say the same; the first that
     * was answered got a number above that; so if that number is forgotten, so is what they say.
     */
    public boolean covers(long sentAfter) {
        return sentAfter >= forgotten && sentAfter <= count;
    }

    WriteCounts answered() {
        return new WriteCounts(count + 1, forgotten);
    }

    WriteCounts forgotten(long nowForgotten) {
        return new WriteCounts(count, nowForgotten);
    }
}
