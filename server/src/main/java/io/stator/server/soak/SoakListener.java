package io.stator.server.soak;

/** Hears of a soak while it runs, on its thread. */
public interface SoakListener {

    /** A phase begins, or something is amiss. */
    void phase(String line);

    /** A window is over. */
    void window(SoakWindow window);
}
