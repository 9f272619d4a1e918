package io.stator.harness.stator;

import io.stator.client.BlockingTransaction;
import io.stator.client.Get;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.client.Update;
import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.Transactions;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.expression.UpdateAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lists of {@link StatorLists}, by transactions: appends alone are one TransactWrite, reads alone one TransactGet, and both
 * together a transaction in several steps, if the client has such. Thread-safe.
 */
public final class StatorTransactions implements Transactions {
    private final TableClient client;
    private final String table;

    public StatorTransactions(TableClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public void prepare() {
        client.createTable(StatorObjects.schemaOf(table));
    }

    @Override
    public boolean mix() {
        return client.hasSteps();
    }

    @Override
    public Answer perform(List<MicroOperation> steps) {
        boolean readsOnly = steps.stream().allMatch(Read.class::isInstance);
        try {
            return new Answer(Status.COMMITTED, readsOnly ? read(steps) : write(steps));
        } catch (StatorException e) {
            Outcome outcome = StatorObjects.outcomeOf(readsOnly, e);
            return new Answer(outcome instanceof Outcome.Unknown ? Status.UNKNOWN : Status.ABORTED, steps);
        }
    }

    private List<MicroOperation> read(List<MicroOperation> steps) {
        TransactGet get = TransactGet.of();
        for (MicroOperation step : steps) {
            get = get.get(Get.of(table, StatorObjects.key(step.key())));
        }
        List<Optional<Item>> items = client.transactGet(get);
        List<MicroOperation> found = new ArrayList<>();
        for (MicroOperation step : steps) {
            found.add(new Read(step.key(), elements(items.get(found.size()))));
        }
        return found;
    }

    private List<MicroOperation> write(List<MicroOperation> steps) {
        if (steps.stream().anyMatch(Read.class::isInstance)) {
            return client.tryTransaction(transaction -> steps.stream()
                    .map(step -> oneAfterTheOther(transaction, step))
                    .toList());
        }
        TransactWrite write = TransactWrite.of();
        for (MicroOperation step : steps) {
            if (step instanceof Append append) {
                write = write.update(Update.of(table, StatorObjects.key(append.key()))
                        .with(UpdateAction.append(StatorObjects.VALUE, list(append.element()))));
            }
        }
        client.transactWrite(write);
        return steps;
    }

    private MicroOperation oneAfterTheOther(BlockingTransaction transaction, MicroOperation step) {
        Item key = StatorObjects.key(step.key());
        if (step instanceof Append append) {
            transaction.modify(table, key, item -> appended(item, append.element()));
            return append;
        }
        return new Read(step.key(), elements(transaction.get(Get.of(table, key))));
    }

    private static Item appended(Item item, String element) {
        List<AttributeValue> elements = new ArrayList<>(
                item.get(StatorObjects.VALUE) instanceof AttributeValue.L list ? list.values() : List.of());
        elements.add(AttributeValue.string(element));
        return item.toBuilder()
                .set(StatorObjects.VALUE, AttributeValue.list(elements))
                .build();
    }

    private static AttributeValue.L list(String element) {
        return AttributeValue.list(AttributeValue.string(element));
    }

    private static List<String> elements(Optional<Item> item) {
        return item.map(StatorLists::elementsOf).orElse(List.of());
    }
}
