package io.stator.harness.workload;

import io.stator.harness.history.Function.EventualRead;
import io.stator.harness.history.Function.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Reads registers by one way only, such as one node: whether that is the right one is for the node to know. A node
 * that stood still and believes that it leads is asked by nobody else when it wakes up.
 */
final class Onlooker implements Workload.Worker {
    /** Each has one read under way, and what is under way is all that a node answers before it hears of its successor. */
    private static final int AT_EACH_WINDOW = 10;

    private final Registers window;
    private final KeyRotation keys;
    private final boolean eventual;
    private final Random choices;

    private Onlooker(Registers window, KeyRotation keys, boolean eventual, Random choices) {
        this.window = window;
        this.keys = keys;
        this.eventual = eventual;
        this.choices = choices;
    }

    /**
     * Some at each window.
     *
     * @param eventual whether they read eventually, too
     */
    static List<Workload.Worker> at(List<Registers> windows, KeyRotation keys, boolean eventual, long seed) {
        List<Workload.Worker> onlookers = new ArrayList<>();
        for (int number = 0; number < windows.size() * AT_EACH_WINDOW; number++) {
            Registers window = windows.get(number % windows.size());
            onlookers.add(new Onlooker(window, keys, eventual, new Random(~seed - number)));
        }
        return onlookers;
    }

    @Override
    public void step(Recorder recorder) {
        int slot = choices.nextInt(keys.slots());
        boolean strong = choices.nextBoolean() || !eventual;
        // Does not use the key up: that is for those who write it.
        recorder.perform(window, keys.current(slot), strong ? new Read() : new EventualRead());
    }
}
