package io.stator.harness.stator;

import io.stator.client.Get;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.client.Update;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.ReadAll;
import io.stator.harness.history.Function.Transfer;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.Bank;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Accounts that are a number in an item each. A transfer is one TransactWrite, a read of all of them one TransactGet. Thread-safe. */
public final class StatorBank extends StatorObjects implements Bank {
    public StatorBank(TableClient client, String table) {
        super(client, table);
    }

    @Override
    Outcome ask(String account, Function function) {
        if (function instanceof Write write) {
            AttributeValue money = AttributeValue.number(Objects.requireNonNull(write.value(), "an account has money"));
            client.put(table, key(account).toBuilder().set(VALUE, money).build());
            return new Outcome.Done();
        }
        if (function instanceof Transfer transfer) {
            client.transactWrite(write(transfer));
            return new Outcome.Done();
        }
        if (function instanceof ReadAll) {
            return all();
        }
        if (function instanceof Read) {
            return new Outcome.Found(client.get(table, key(account), true)
                    .map(StatorObjects::numberOf)
                    .orElse(null));
        }
        throw unsupported(function);
    }

    private TransactWrite write(Transfer transfer) {
        AttributeValue needed = AttributeValue.number(transfer.total());
        TransactWrite write = TransactWrite.of()
                .update(Update.of(table, key(transfer.from()))
                        .add(VALUE, AttributeValue.number(-transfer.total()))
                        .onlyIf(Condition.compared(VALUE, Comparator.GREATER_OR_EQUAL, needed)));
        for (String account : transfer.to()) {
            write = write.update(Update.of(table, key(account)).add(VALUE, AttributeValue.number(transfer.amount())));
        }
        return write;
    }

    private Outcome all() {
        TransactGet get = TransactGet.of();
        for (String account : ACCOUNTS) {
            get = get.get(Get.of(table, key(account)));
        }
        List<Optional<Item>> items = client.transactGet(get);
        Map<String, String> found = new HashMap<>();
        for (int number = 0; number < items.size(); number++) {
            String account = ACCOUNTS.get(number);
            items.get(number).map(StatorObjects::numberOf).ifPresent(value -> found.put(account, value));
        }
        return new Outcome.FoundAll(found);
    }
}
