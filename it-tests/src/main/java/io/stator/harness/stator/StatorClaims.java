package io.stator.harness.stator;

import io.stator.client.ConditionCheck;
import io.stator.client.Put;
import io.stator.client.TransactWrite;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.Registers;
import io.stator.model.Item;
import io.stator.model.expression.Condition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Registers that are set once, in either of two items: a claim puts one of them if it is absent, and checks that the other is.
 * Two claims of which each sees the other's item absent would be a write skew; where both items are there, a read answers
 * with what nobody wrote. Thread-safe.
 */
public final class StatorClaims extends StatorObjects implements Registers {
    private static final Condition ABSENT = Condition.attributeNotExists(VALUE);

    public StatorClaims(TableClient client, String table) {
        super(client, table);
    }

    @Override
    Outcome ask(String name, Function function) {
        ItemPair pair = ItemPair.of(table, name);
        if (function instanceof CompareAndSet set && set.expected() == null) {
            client.transactWrite(claim(pair, Objects.requireNonNull(set.replacement())));
            return new Outcome.Done();
        }
        if (function instanceof Read) {
            return new Outcome.Found(read(pair));
        }
        throw unsupported(function);
    }

    /** The value says which item it goes into. */
    private TransactWrite claim(ItemPair pair, String value) {
        boolean intoFirst = value.hashCode() % 2 == 0;
        Item claimed = intoFirst ? pair.first() : pair.second();
        Item other = intoFirst ? pair.second() : pair.first();
        return TransactWrite.of()
                .put(Put.of(table, claimed.toBuilder().set(VALUE, value).build())
                        .onlyIf(ABSENT))
                .check(ConditionCheck.of(table, other, ABSENT));
    }

    private @Nullable String read(ItemPair pair) {
        ItemPair.Values values = pair.read(client, StatorObjects::stringOf);
        if (values.first() != null && values.second() != null) {
            return values.both();
        }
        return values.first() == null ? values.second() : values.first();
    }
}
