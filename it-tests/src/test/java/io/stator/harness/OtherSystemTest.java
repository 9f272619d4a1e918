package io.stator.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.History;
import io.stator.harness.history.Outcome;
import io.stator.harness.workload.Crew;
import io.stator.harness.workload.KeyRotation;
import io.stator.harness.workload.LinearizableWorkload;
import io.stator.harness.workload.Registers;
import io.stator.harness.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The harness as a library, on systems that are not Stator. */
class OtherSystemTest {
    private static final long SEED = 4711;
    private static final long REST_NANOS = 1_000_000;

    /** The example of the package's documentation. */
    static Judgement check(ConcurrentMap<String, String> map) throws InterruptedException {
        Registers registers = (name, function) -> {
            if (function instanceof Write write) {
                map.put(name, write.value());
                return new Outcome.Done();
            }
            if (function instanceof CompareAndSet set) {
                boolean done = set.expected() == null
                        ? map.putIfAbsent(name, set.replacement()) == null
                        : map.replace(name, set.expected(), set.replacement());
                return done ? new Outcome.Done() : new Outcome.Mismatched();
            }
            return new Outcome.Found(map.get(name));
        };
        History history = History.startingNow();
        Workload workload = LinearizableWorkload.register(registers, KeyRotation.fixed("register", 3));
        Crew crew = new Crew(workload, history, SEED, REST_NANOS);
        crew.start(5);
        await().atMost(Duration.ofMinutes(1)).until(() -> history.size() >= 1_000);
        crew.stop();
        return workload.judge(history.operations()).get(0);
    }

    @Test
    void aMapThatIsRightIsLinearizable() throws InterruptedException {
        Judgement judgement = check(new ConcurrentHashMap<>());
        assertThat(judgement.result()).as(judgement.summary()).isEqualTo(Result.VALID);
    }

    @Test
    void aMapWithAStaleCacheIsNot() throws InterruptedException {
        Judgement judgement = check(new CachedMap());
        assertThat(judgement.result()).as(judgement.summary()).isEqualTo(Result.INVALID);
        assertThat(judgement.findings().get(0).title()).contains("key register-");
    }

    @Test
    void aMapThatLosesUpdatesIsNot() throws InterruptedException {
        Judgement judgement = check(new ForgetfulMap());
        assertThat(judgement.result()).as(judgement.summary()).isEqualTo(Result.INVALID);
    }

    @Test
    void theDocumentationShowsTheVeryExampleThatRuns() throws IOException {
        String documented = Files.readString(Path.of("src/main/java/io/stator/harness/package-info.java"));
        Matcher example =
                Pattern.compile("<pre>\\{@code(.*?)\\* }</pre>", Pattern.DOTALL).matcher(documented);
        assertThat(example.find()).isTrue();
        String shown = example.group(1).replaceAll("(?m)^ \\*", "");
        String run = Files.readString(Path.of("src/test/java/io/stator/harness/OtherSystemTest.java"));
        assertThat(withoutIndentation(run)).contains(withoutIndentation(shown));
        assertThat(shown.strip().lines()).hasSizeLessThanOrEqualTo(22);
    }

    private static String withoutIndentation(String code) {
        return code.replaceAll("(?m)^\\s+", "").strip();
    }

    /** Reads come from a cache that looks at the map at every tenth read only. */
    private static final class CachedMap extends ConcurrentHashMap<String, String> {
        private final transient ConcurrentMap<Object, String> cache = new ConcurrentHashMap<>();
        private final AtomicInteger reads = new AtomicInteger();

        @Override
        public String get(Object key) {
            String value = super.get(key);
            if (value != null && reads.getAndIncrement() % 10 == 0) {
                cache.put(key, value);
            }
            return cache.get(key);
        }
    }

    /** Every tenth write is acknowledged and forgotten. */
    private static final class ForgetfulMap extends ConcurrentHashMap<String, String> {
        private final AtomicInteger writes = new AtomicInteger();

        @Override
        public String put(String key, String value) {
            return writes.getAndIncrement() % 10 == 9 ? value : super.put(key, value);
        }
    }
}
