package io.stator.harness.stator;

import io.stator.client.Put;
import io.stator.client.TransactWrite;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.Registers;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.expression.Condition;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Registers that are kept in two items each. Whoever changes one puts both in a transaction, with the condition of a
 * compare-and-set on either of them. Whoever reads one takes the first item, the second, or both, in turn; if both differ,
 * the answer is what nobody wrote. Thread-safe.
 */
public final class StatorMirrors extends StatorObjects implements Registers {
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger sets = new AtomicInteger();

    public StatorMirrors(TableClient client, String table) {
        super(client, table);
    }

    @Override
    Outcome ask(String name, Function function) {
        ItemPair pair = ItemPair.of(table, name);
        if (function instanceof Write write) {
            client.transactWrite(
                    TransactWrite.of().put(put(pair.first(), write.value())).put(put(pair.second(), write.value())));
            return new Outcome.Done();
        }
        if (function instanceof CompareAndSet set) {
            boolean atFirst = sets.getAndIncrement() % 2 == 0;
            Put first = put(pair.first(), set.replacement());
            Put second = put(pair.second(), set.replacement());
            Condition expected = has(set.expected());
            client.transactWrite(TransactWrite.of()
                    .put(atFirst ? first.onlyIf(expected) : first)
                    .put(atFirst ? second : second.onlyIf(expected)));
            return new Outcome.Done();
        }
        if (function instanceof Read) {
            return new Outcome.Found(read(pair));
        }
        throw unsupported(function);
    }

    private Put put(Item key, @Nullable String value) {
        String there = Objects.requireNonNull(value, "a register cannot be emptied");
        return Put.of(table, key.toBuilder().set(VALUE, there).build());
    }

    private static Condition has(@Nullable String expected) {
        return expected == null
                ? Condition.attributeNotExists(VALUE)
                : Condition.equalTo(VALUE, AttributeValue.string(expected));
    }

    private @Nullable String read(ItemPair pair) {
        return switch (Math.floorMod(reads.getAndIncrement(), 3)) {
            case 0 -> alone(pair.first());
            case 1 -> alone(pair.second());
            default -> {
                ItemPair.Values values = pair.read(client, StatorObjects::stringOf);
                yield Objects.equals(values.first(), values.second()) ? values.first() : values.both();
            }
        };
    }

    private @Nullable String alone(Item key) {
        return client.get(table, key, true).map(StatorObjects::stringOf).orElse(null);
    }
}
