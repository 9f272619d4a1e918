package io.stator.server.launch;

/** Waits between two looks at something that another process does. */
final class Pause {
    private Pause() {}

    /** @throws LaunchException if the thread is interrupted, which it stays */
    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LaunchException.failed("interrupted", e);
        }
    }
}
