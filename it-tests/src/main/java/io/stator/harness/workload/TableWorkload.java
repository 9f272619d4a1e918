package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Tables that are created and deleted while they are written and read. Each has one worker that makes and deletes it,
 * so that no two of these are under way at once. A name whose creation or deletion has an unknown outcome is given up
 * for another.
 *
 * <p>While a table is being deleted, nodes may differ on whether it is there: only what is said when no deletion is
 * under way counts. A table created anew is empty.
 */
public final class TableWorkload implements Workload {
    public static final String NAME = "table";

    private final Tables tables;
    private final KeyRotation names;

    /** @param names as many slots as there are workers that make tables, at most */
    public TableWorkload(Tables tables, KeyRotation names) {
        this.tables = tables;
        this.names = names;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KeyedSystem system() {
        return tables;
    }

    @Override
    public void setUp(Recorder recorder) {
        tables.prepare();
    }

    @Override
    public Worker worker(int number, Random choices) {
        return new TableUser(number, choices);
    }

    @Override
    public List<FinalRead> finalReads() {
        return names.all().stream().map(name -> new FinalRead(name, new Read())).toList();
    }

    @Override
    public List<Judgement> judge(List<Operation> operations) {
        List<Operation> deletions = operations.stream()
                .filter(operation -> operation.function().equals(Tables.DELETE))
                .filter(operation -> !(operation.outcome() instanceof Outcome.Failed))
                .toList();
        List<Operation> telling = new ArrayList<>();
        for (Operation operation : operations) {
            boolean doubtful = isDoubtfulDuringDeletion(operation)
                    && deletions.stream()
                            .anyMatch(deletion -> deletion.key().equals(operation.key())
                                    && !deletion.equals(operation)
                                    && deletion.overlaps(operation));
            if (!doubtful) {
                telling.add(operation);
            }
        }
        return List.of(Judgements.linearizable(NAME, new TableModel(), telling));
    }

    private static boolean isDoubtfulDuringDeletion(Operation operation) {
        return operation.outcome() instanceof Outcome.Mismatched
                || (operation.outcome() instanceof Outcome.Found found && found.value() == null);
    }

    private final class TableUser implements Worker {
        private final int number;
        private final Random choices;
        private String own = "";
        private boolean made;
        private int values;

        TableUser(int number, Random choices) {
            this.number = number;
            this.choices = choices;
        }

        @Override
        public void step(Recorder recorder) {
            int slot = choices.nextInt(names.slots());
            int choice = choices.nextInt(20);
            if (choice < 2 && number < names.slots()) {
                createOrDelete(recorder);
                return;
            }
            String name = names.current(slot);
            Function function = choice < 10 ? new Write(number + "." + values++) : new Read();
            names.ended(slot, name, recorder.perform(tables, name, function));
        }

        private void createOrDelete(Recorder recorder) {
            String name = names.current(number);
            if (!name.equals(own)) {
                own = name;
                made = false;
            }
            Outcome outcome = recorder.perform(tables, name, made ? Tables.DELETE : Tables.CREATE);
            if (outcome instanceof Outcome.Unknown) {
                names.replace(number, name);
            } else if (outcome instanceof Outcome.Done) {
                made = !made;
            }
        }
    }
}
