package io.stator.harness.stator.client;

import io.stator.client.BlockingStatorClient;
import io.stator.client.BlockingTransaction;
import io.stator.client.Delete;
import io.stator.client.Get;
import io.stator.client.ItemPage;
import io.stator.client.Put;
import io.stator.client.Query;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.client.Update;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** By Stator's Java client. */
public final class StatorTableClient implements TableClient {
    private final StatorClient client;
    private final BlockingStatorClient blocking;

    /** Takes the client over: it is closed with this. */
    public StatorTableClient(StatorClient client) {
        this.client = client;
        this.blocking = client.blocking();
    }

    @Override
    public void createTable(TableSchema schema) {
        blocking.createTable(schema);
    }

    @Override
    public void deleteTable(String table) {
        blocking.deleteTable(table);
    }

    @Override
    public Optional<Item> get(String table, Item key, boolean strong) {
        Get get = Get.of(table, key);
        return blocking.get(strong ? get : get.eventual());
    }

    @Override
    public void put(String table, Item item) {
        blocking.put(Put.of(table, item));
    }

    @Override
    public void replace(String table, Item item, String attribute, @Nullable String expected) {
        Condition condition = expected == null
                ? Condition.attributeNotExists(attribute)
                : Condition.equalTo(attribute, AttributeValue.string(expected));
        blocking.put(Put.of(table, item).onlyIf(condition));
    }

    @Override
    public Optional<Item> add(String table, Item key, String attribute, AttributeValue value) {
        return blocking.update(Update.of(table, key).add(attribute, value).returning(ReturnValues.UPDATED_NEW));
    }

    @Override
    public void append(String table, Item key, String attribute, AttributeValue element) {
        blocking.update(Update.of(table, key).with(UpdateAction.append(attribute, AttributeValue.list(element))));
    }

    @Override
    public void delete(String table, Item key) {
        blocking.delete(Delete.of(table, key));
    }

    @Override
    public ItemPage page(PageQuestion question) {
        return question.partitionKey() == null
                ? blocking.scan(scan(question))
                : blocking.query(query(question, question.partitionKey()));
    }

    private static Scan scan(PageQuestion question) {
        Scan eventual = Scan.of(question.table())
                .segment(question.segment(), question.walk().segments())
                .limit(question.walk().pageElements())
                .startAfter(question.start());
        return question.walk().strong() ? eventual.strong() : eventual;
    }

    private static Query query(PageQuestion question, Item partitionKey) {
        AttributeValue value = partitionKey.attributes().values().iterator().next();
        Query strong = Query.of(question.table(), value)
                .limit(question.walk().pageElements())
                .startAfter(question.start());
        Query ordered = question.backward() ? strong.descending() : strong;
        return question.walk().strong() ? ordered : ordered.eventual();
    }

    @Override
    public void transactWrite(TransactWrite write) {
        blocking.transactWrite(write);
    }

    @Override
    public List<Optional<Item>> transactGet(TransactGet get) {
        return blocking.transactGet(get);
    }

    @Override
    public boolean hasSteps() {
        return true;
    }

    /** The client would try again by itself. */
    @Override
    public <T> T tryTransaction(Function<BlockingTransaction, T> work) {
        AtomicBoolean tried = new AtomicBoolean();
        return blocking.inTransaction(transaction -> {
            if (tried.getAndSet(true)) {
                throw new StatorException(ErrorCode.TRANSACTION_CONFLICT, "Another transaction was in the way");
            }
            return work.apply(transaction);
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
