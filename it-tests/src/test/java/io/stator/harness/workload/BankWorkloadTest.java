package io.stator.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.ReadAll;
import io.stator.harness.history.Function.Transfer;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BankWorkloadTest {
    private static final int STEPS = 3_000;

    /** Errs in one of so many operations. */
    private static final int ERRS_ONE_OF = 20;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);
    private final Random errors = new Random(seed);

    private boolean errsNow() {
        return errors.nextInt(ERRS_ONE_OF) == 0;
    }

    /** Right in all that it does. Thread-safe. */
    private static class MemoryBank implements Bank {
        final Map<String, Long> accounts = new HashMap<>();

        @Override
        public synchronized Outcome perform(String key, Function function) {
            if (function instanceof Write write) {
                accounts.put(key, Long.parseLong(Objects.requireNonNull(write.value())));
                return new Outcome.Done();
            }
            if (function instanceof Transfer transfer) {
                if (!suffices(transfer)) {
                    return new Outcome.Mismatched();
                }
                take(transfer);
                give(transfer);
                return new Outcome.Done();
            }
            return function instanceof Read ? new Outcome.Found(Long.toString(accounts.getOrDefault(key, 0L))) : all();
        }

        boolean suffices(Transfer transfer) {
            return accounts.getOrDefault(transfer.from(), 0L) >= transfer.total();
        }

        final void take(Transfer transfer) {
            accounts.merge(transfer.from(), -transfer.total(), Long::sum);
        }

        void give(Transfer transfer) {
            transfer.to().forEach(account -> accounts.merge(account, transfer.amount(), Long::sum));
        }

        Outcome all() {
            return new Outcome.FoundAll(accounts.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, account -> Long.toString(account.getValue()))));
        }
    }

    private List<String> found(Bank bank) {
        BankWorkload workload = new BankWorkload(bank);
        Judgement judgement =
                workload.judge(Played.oneAfterTheOther(workload, STEPS, seed)).get(0);
        assertThat(judgement.result()).as("seed %d", seed).isEqualTo(Result.INVALID);
        return judgement.findings().stream().map(Finding::title).toList();
    }

    @Test
    void nothingIsFoundInARightSystem() throws InterruptedException {
        BankWorkload workload = new BankWorkload(new Lossy(new MemoryBank(), seed)::perform);
        List<Operation> operations = Played.together(workload, STEPS, seed);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as(Played.text(judgements, seed))
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
        assertThat(operations)
                .extracting(Operation::outcome)
                .anyMatch(Outcome.Unknown.class::isInstance)
                .anyMatch(Outcome.Mismatched.class::isInstance);
    }

    @Test
    void moneyThatIsLostIsFound() {
        MemoryBank losing = new MemoryBank() {
            @Override
            void give(Transfer transfer) {
                if (!errsNow()) {
                    super.give(transfer);
                }
            }
        };
        assertThat(found(losing))
                .as("seed %d", seed)
                .anyMatch(title -> title.startsWith("a read of all accounts found"));
    }

    /** The other half comes before anything else is done, so that nothing but the one read shows it. */
    @Test
    void halfATransferThatWasSeenIsFound() {
        MemoryBank halving = new MemoryBank() {
            @Override
            Outcome all() {
                if (!errsNow()) {
                    return super.all();
                }
                Transfer transfer = new Transfer("account-0", List.of("account-1"), 1);
                take(transfer);
                Outcome half = super.all();
                give(transfer);
                return half;
            }
        };
        assertThat(found(halving)).as("seed %d", seed).anyMatch(title -> title.contains("799 in them together"));
    }

    @Test
    void anAccountThatIsOverdrawnIsFound() {
        MemoryBank generous = new MemoryBank() {
            @Override
            boolean suffices(Transfer transfer) {
                return true;
            }
        };
        assertThat(found(generous)).as("seed %d", seed).anyMatch(title -> title.contains("less than nothing"));
    }

    @Test
    void aTransferThatWasAcknowledgedAndIsLostIsFound() {
        MemoryBank forgetful = new MemoryBank() {
            @Override
            public synchronized Outcome perform(String key, Function function) {
                return function instanceof Transfer && errsNow() ? new Outcome.Done() : super.perform(key, function);
            }
        };
        assertThat(found(forgetful)).as("seed %d", seed).allMatch(title -> title.contains("in the end"));
    }

    @Test
    void aTransferThatWasRefusedAndYetDoneIsFound() {
        MemoryBank lying = new MemoryBank() {
            @Override
            public synchronized Outcome perform(String key, Function function) {
                Outcome outcome = super.perform(key, function);
                return function instanceof Transfer && errsNow() ? new Outcome.Failed() : outcome;
            }
        };
        assertThat(found(lying)).as("seed %d", seed).allMatch(title -> title.contains("in the end"));
    }

    @Test
    void anAccountThatIsGoneIsFound() {
        Bank right = new MemoryBank();
        Bank missing = (key, function) -> {
            boolean errs = errsNow();
            if (errs && function instanceof Read) {
                return new Outcome.Found(null);
            }
            return errs && function instanceof ReadAll
                    ? new Outcome.FoundAll(Map.of("account-0", "800"))
                    : right.perform(key, function);
        };
        assertThat(found(missing)).as("seed %d", seed).allMatch(title -> title.contains("found nothing in place of"));
    }

    /** Written by hand, for what chance seldom brings. */
    @Test
    void whatMayHaveBeenDoneIsNoFault() {
        Map<String, String> after =
                Bank.ACCOUNTS.stream().collect(Collectors.toMap(account -> account, account -> "100"));
        after.put("account-0", "90");
        after.put("account-1", "110");
        Function transfer = new Transfer("account-0", List.of("account-1"), 10);
        Operation unknown = new Operation(0, "account-0", transfer, new Outcome.Unknown(), 1, Operation.NEVER);
        Operation refused = new Operation(0, "account-0", transfer, new Outcome.Mismatched(), 1, 2);
        Operation late = new Operation(0, "account-0", transfer, new Outcome.Done(), 4, 6);
        Operation read = new Operation(1, Bank.ALL, new ReadAll(), new Outcome.FoundAll(after), 3, 5);
        BankWorkload workload = new BankWorkload(new MemoryBank());
        assertThat(workload.judge(List.of(unknown, read)).get(0).result()).isEqualTo(Result.VALID);
        assertThat(workload.judge(List.of(read, late)).get(0).result()).isEqualTo(Result.VALID);
        assertThat(workload.judge(List.of(refused, read)).get(0).result()).isEqualTo(Result.INVALID);
        assertThat(workload.judge(List.of(read)).get(0).result()).isEqualTo(Result.INVALID);
    }
}
