package io.stator.harness.cluster.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Frame;
import io.stator.harness.cluster.ClusterException;
import io.stator.server.launch.NodePlace;
import io.stator.server.launch.ProcessState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;

/**
 * The container of one node: made at its first start, and the same one, with its address and its files, at
 * every later one. Thread-safe for questions; one thread at a time starts and ends it.
 */
final class NodeContainer implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(10);

    private final NodePlace place;
    private final DockerClient engine;
    private final GenericContainer<?> container;

    /** @param container as it is to be made */
    NodeContainer(NodePlace place, DockerClient engine, GenericContainer<?> container) {
        this.place = place;
        this.engine = engine;
        this.container = container;
    }

    NodePlace place() {
        return place;
    }

    ProcessState state() {
        if (container.getContainerId() == null) {
            return ProcessState.DOWN;
        }
        ContainerState state =
                engine.inspectContainerCmd(container.getContainerId()).exec().getState();
        if (Boolean.TRUE.equals(state.getPaused())) {
            return ProcessState.PAUSED;
        }
        return Boolean.TRUE.equals(state.getRunning()) ? ProcessState.RUNNING : ProcessState.DOWN;
    }

    /** If it is down. */
    void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else if (state() == ProcessState.DOWN) {
            engine.startContainerCmd(container.getContainerId()).exec();
        }
    }

    /** SIGKILL, if it is not down; returns when it has ended. */
    void kill() {
        if (state() != ProcessState.DOWN) {
            engine.killContainerCmd(container.getContainerId()).exec();
        }
    }

    /** SIGTERM, if it is not down; returns when it has ended. */
    void stop() {
        resume();
        if (state() == ProcessState.RUNNING) {
            engine.stopContainerCmd(container.getContainerId())
                    .withTimeout(Math.toIntExact(STOP_TIMEOUT.toSeconds()))
                    .exec();
        }
    }

    void pause() {
        if (state() == ProcessState.RUNNING) {
            engine.pauseContainerCmd(container.getContainerId()).exec();
        }
    }

    void resume() {
        if (state() == ProcessState.PAUSED) {
            engine.unpauseContainerCmd(container.getContainerId()).exec();
        }
    }

    /** The last lines that it wrote. */
    List<String> logTail(int linesMax) {
        if (container.getContainerId() == null) {
            return List.of();
        }
        StringBuilder text = new StringBuilder();
        try (ResultCallback.Adapter<Frame> frames = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        }) {
            engine.logContainerCmd(container.getContainerId())
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(linesMax)
                    .exec(frames)
                    .awaitCompletion(LOG_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        } catch (java.io.IOException e) {
            throw new ClusterException("cannot read the log of node " + place.number(), e);
        }
        List<String> lines = text.toString().lines().toList();
        return lines.subList(Math.max(0, lines.size() - linesMax), lines.size());
    }

    /** Kills and removes it. */
    @Override
    public void close() {
        container.stop();
    }
}
