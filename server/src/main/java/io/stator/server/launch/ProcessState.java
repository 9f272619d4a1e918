package io.stator.server.launch;

/** What the operating system says about a node's process. */
public enum ProcessState {
    RUNNING,
    /** Stopped by a signal (SIGSTOP); goes on when it is resumed. */
    PAUSED,
    /** Never started, ended, or killed. */
    DOWN
}
