/**
 * A library that finds consistency bugs: it uses a system from many threads, records every operation, breaks what it
 * runs on meanwhile, and judges afterwards whether any of the answers cannot have been. Stator is tested by it, and
 * other systems can be: nothing here but {@code stator} and {@code verify} knows Stator.
 *
 * <p>To check another system, say how one operation on it is done, and what its outcome was. {@link
 * io.stator.harness.history.Outcome.Failed} is only for what surely never took effect; a time-out is {@link
 * io.stator.harness.history.Outcome.Unknown}. Here five workers, each of which rests for a moment between its operations,
 * try whether a map is a set of registers with compare-and-set:
 *
 * <pre>{@code
 * static Judgement check(ConcurrentMap<String, String> map) throws InterruptedException {
 *     Registers registers = (name, function) -> {
 *         if (function instanceof Write write) {
 *             map.put(name, write.value());
 *             return new Outcome.Done();
 *         }
 *         if (function instanceof CompareAndSet set) {
 *             boolean done = set.expected() == null
 *                     ? map.putIfAbsent(name, set.replacement()) == null
 *                     : map.replace(name, set.expected(), set.replacement());
 *             return done ? new Outcome.Done() : new Outcome.Mismatched();
 *         }
 *         return new Outcome.Found(map.get(name));
 *     };
 *     History history = History.startingNow();
 *     Workload workload = LinearizableWorkload.register(registers, KeyRotation.fixed("register", 3));
 *     Crew crew = new Crew(workload, history, SEED, REST_NANOS);
 *     crew.start(5);
 *     await().atMost(Duration.ofMinutes(1)).until(() -> history.size() >= 1_000);
 *     crew.stop();
 *     return workload.judge(history.operations()).get(0);
 * }
 * }</pre>
 *
 * <p>For a {@link java.util.concurrent.ConcurrentHashMap} the judgement is VALID; for a map whose reads come from
 * a cache, or which forgets a write now and then, it is INVALID, and its findings name the key and the operations that
 * cannot be.
 *
 * <p>The parts, from the bottom up: {@code history} records; {@code checker} and {@code anomaly} judge; {@code
 * workload} uses a system; {@code cluster} is the port to one that can be broken; {@code nemesis} plans what to break;
 * {@code run} does all of it once; {@code report} shows it to people. {@code docs/harness.md} tells more.
 */
@NullMarked
package io.stator.harness;

import org.jspecify.annotations.NullMarked;
