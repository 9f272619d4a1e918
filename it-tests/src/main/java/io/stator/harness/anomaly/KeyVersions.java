package io.stator.harness.anomaly;

import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.Transaction.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a history tells of one key: who appended what, who read what, and in which order the elements were
 * appended. The order is that of the longest read, up to where another read contradicts it: from there on
 * nothing is certain. Filled in by {@link VersionOrders}.
 */
final class KeyVersions {
    private final String key;
    /** Who appended each element, whatever became of the transaction. */
    private final Map<String, Transaction> writers = new HashMap<>();
    /** Reads of committed transactions. */
    private final List<KeyRead> reads = new ArrayList<>();

    private List<String> order = List.of();
    private final Map<String, Integer> positions = new HashMap<>();
    private boolean isContradicted;
    /** How many elements of the order were appended by transactions that did not abort, from the first on. */
    private int sound;
    /**
     * Appends that were never read: after all that was read, if nothing is contradicted. Those of unknown
     * transactions may not have happened. That does no harm: nothing comes after a transaction that is
     * unknown and was never seen, so it is on no cycle; and one that was seen has committed as a whole.
     */
    private final List<Append> unread = new ArrayList<>();

    /** Who read what. */
    record KeyRead(Transaction reader, List<String> found) {}

    /** Two reads that cannot come from one order. */
    record Contradiction(KeyRead one, KeyRead other) {}

    KeyVersions(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    List<KeyRead> reads() {
        return reads;
    }

    List<String> order() {
        return order;
    }

    List<Append> unread() {
        return unread;
    }

    @Nullable
    Transaction writer(String element) {
        return writers.get(element);
    }

    void appended(Append append, Transaction writer) {
        if (writers.putIfAbsent(append.element(), writer) != null) {
            throw new IllegalArgumentException(
                    "appended twice, so that reads do not tell which: " + append.element() + " to " + key);
        }
    }

    /** All reads and appends are known: infers the order. Says which reads contradict it. */
    List<Contradiction> inferOrder() {
        List<Contradiction> contradictions = reads.isEmpty() ? List.of() : inferFromReads();
        isContradicted = !contradictions.isEmpty();
        if (!isContradicted) {
            writers.forEach((element, writer) -> {
                if (!positions.containsKey(element) && isPossible(writer)) {
                    unread.add(new Append(key, element));
                }
            });
        }
        return contradictions;
    }

    private List<Contradiction> inferFromReads() {
        KeyRead longest = reads.get(0);
        for (KeyRead read : reads) {
            longest = read.found().size() > longest.found().size() ? read : longest;
        }
        List<String> elements = new ArrayList<>(longest.found());
        int agreed = elements.size();
        List<Contradiction> contradictions = new ArrayList<>();
        Set<List<String>> compared = new HashSet<>();
        for (KeyRead read : reads) {
            if (compared.add(read.found())) {
                int common = commonPrefix(read.found(), elements);
                if (common < read.found().size()) {
                    contradictions.add(new Contradiction(read, longest));
                    agreed = Math.min(agreed, common);
                }
            }
        }
        order = elements.subList(0, agreed).stream().distinct().toList();
        for (String element : order) {
            positions.put(element, positions.size());
        }
        while (sound < order.size() && isPossible(writers.get(order.get(sound)))) {
            sound++;
        }
        return contradictions;
    }

    private static boolean isPossible(@Nullable Transaction writer) {
        return writer != null && writer.status() != Status.ABORTED;
    }

    /** Whether the list is the beginning of the order, and nothing is wrong with any of its elements. */
    boolean isSound(List<String> found) {
        return found.size() <= sound && found.equals(order.subList(0, found.size()));
    }

    private static int commonPrefix(List<String> one, List<String> other) {
        int common = 0;
        while (common < one.size() && common < other.size() && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }

    /** The appends that came next after what the read found; none if that is not known. */
    List<Append> nextAfter(List<String> found) {
        int position = -1;
        if (!found.isEmpty()) {
            Integer last = positions.get(found.get(found.size() - 1));
            if (last == null) {
                return List.of();
            }
            position = last;
        }
        if (position + 1 < order.size()) {
            return List.of(new Append(key, order.get(position + 1)));
        }
        return unread;
    }

    /** The element that came before this one in the order, or before all that were never read; null if none. */
    @Nullable
    String before(String element) {
        Integer position = positions.get(element);
        if (position == null) {
            return isContradicted || order.isEmpty() ? null : order.get(order.size() - 1);
        }
        return position == 0 ? null : order.get(position - 1);
    }
}
