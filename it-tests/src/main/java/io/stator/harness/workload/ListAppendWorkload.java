package io.stator.harness.workload;

import io.stator.harness.anomaly.IsolationLevel;
import io.stator.harness.anomaly.ListAppendChecker;
import io.stator.harness.anomaly.TransactionJudgement;
import io.stator.harness.checker.Judgement;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Transact;
import io.stator.harness.history.ListStep;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Lists that are appended to and read by transactions over several of them and by operations on one alone, and are strictly
 * serializable with all of these together. No element is appended twice.
 */
public final class ListAppendWorkload implements Workload {
    /** Of a transaction. */
    private static final int LISTS_MAX = 4;

    private final String name;
    private final TransactionalLists lists;
    private final KeyRotation keys;
    private final Manner manner;

    /** What each worker does. */
    private enum Manner {
        MIXED,
        FORKED
    }

    private ListAppendWorkload(String name, TransactionalLists lists, KeyRotation keys, Manner manner) {
        this.name = name;
        this.lists = lists;
        this.keys = keys;
        this.manner = manner;
    }

    /**
     * Transactions of one to four lists that append, read, or do both, among reads and appends of one list without a
     * transaction.
     *
     * @param plain the same lists
     */
    public static ListAppendWorkload append(Transactions transactions, ElementLists plain, KeyRotation keys) {
        return new ListAppendWorkload("append", new TransactionalLists(transactions, plain), keys, Manner.MIXED);
    }

    /**
     * Each worker appends to one list, without a transaction, and reads all lists in one: two that see independent appends in
     * opposite orders are a long fork.
     *
     * @param plain the same lists
     */
    public static ListAppendWorkload fork(Transactions transactions, ElementLists plain, KeyRotation keys) {
        return new ListAppendWorkload("fork", new TransactionalLists(transactions, plain), keys, Manner.FORKED);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public KeyedSystem system() {
        return lists;
    }

    @Override
    public int restTimes() {
        return RESTS_OF_TRANSACTIONS;
    }

    @Override
    public void setUp(Recorder recorder) {
        lists.prepare();
    }

    @Override
    public Worker worker(int number, Random choices) {
        Client client = new Client(number, choices);
        return switch (manner) {
            case MIXED -> client::mixed;
            case FORKED -> client::forked;
        };
    }

    @Override
    public List<FinalRead> finalReads() {
        return keys.all().stream().map(key -> new FinalRead(key, new Read())).toList();
    }

    @Override
    public List<Judgement> judge(List<Operation> operations) {
        return List.of(TransactionJudgement.of(
                name,
                new ListAppendChecker()
                        .check(RecordedTransactions.of(operations), IsolationLevel.STRICT_SERIALIZABLE)));
    }

    /** A step of a transaction, on the list that a slot has then. */
    private record Planned(int slot, boolean appends) {}

    private final class Client {
        private final int number;
        private final Random choices;
        private int elements;

        Client(int number, Random choices) {
            this.number = number;
            this.choices = choices;
        }

        private String element() {
            return number + "." + elements++;
        }

        void mixed(Recorder recorder) {
            int choice = choices.nextInt(10);
            if (choice < 1) {
                alone(recorder, choices.nextInt(keys.slots()), new Read());
            } else if (choice < 3) {
                alone(recorder, choices.nextInt(keys.slots()), new Append(element()));
            } else if (choice < 6 || (choice < 8 && !lists.mix())) {
                together(recorder, each(someSlots(), true));
            } else if (choice < 8) {
                together(recorder, readsAndAppends());
            } else {
                together(recorder, each(someSlots(), false));
            }
        }

        void forked(Recorder recorder) {
            if (choices.nextBoolean()) {
                alone(recorder, number % keys.slots(), new Append(element()));
            } else {
                List<Integer> all = IntStream.range(0, keys.slots()).boxed().toList();
                together(recorder, each(all, false));
            }
        }

        /** One to four, none twice. */
        private List<Integer> someSlots() {
            List<Integer> slots =
                    new ArrayList<>(IntStream.range(0, keys.slots()).boxed().toList());
            Collections.shuffle(slots, choices);
            return slots.subList(0, 1 + choices.nextInt(Math.min(LISTS_MAX, slots.size())));
        }

        private List<Planned> each(List<Integer> slots, boolean appends) {
            return slots.stream().map(slot -> new Planned(slot, appends)).toList();
        }

        /** Begins with a read and ends with an append; what is between may be of the same lists again. */
        private List<Planned> readsAndAppends() {
            List<Integer> slots = someSlots();
            List<Planned> steps = new ArrayList<>();
            steps.add(new Planned(slots.get(0), false));
            while (choices.nextInt(3) > 0 && steps.size() < LISTS_MAX) {
                steps.add(new Planned(slots.get(choices.nextInt(slots.size())), choices.nextBoolean()));
            }
            steps.add(new Planned(slots.get(slots.size() - 1), true));
            return steps;
        }

        private void alone(Recorder recorder, int slot, Function function) {
            String key = keys.current(slot);
            keys.ended(slot, key, recorder.perform(lists, key, function));
        }

        private void together(Recorder recorder, List<Planned> steps) {
            Map<Integer, String> named = new TreeMap<>();
            List<ListStep> onKeys = new ArrayList<>();
            for (Planned step : steps) {
                String key = named.computeIfAbsent(step.slot(), keys::current);
                onKeys.add(step.appends() ? new ListStep.Append(key, element()) : new ListStep.Read(key));
            }
            Outcome outcome = recorder.perform(lists, String.join(" ", named.values()), new Transact(onKeys));
            named.forEach((slot, key) -> keys.ended(slot, key, outcome));
        }
    }
}
