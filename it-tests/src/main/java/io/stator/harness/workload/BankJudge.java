package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Transfer;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges a bank by its reads: of all accounts, that the sum is right; of each account, that it is there and that nothing in
 * it is negative; and of the last read of all, that each account holds what the transfers before it made of it. A
 * transfer of unknown outcome, or one that was still under way, may be part of that or not.
 */
final class BankJudge {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final long SUM = BankWorkload.OPENING * Bank.ACCOUNTS.size();

    private final List<Operation> operations;
    private final List<Finding> findings = new ArrayList<>();
    private long reads;

    BankJudge(List<Operation> operations) {
        this.operations = operations;
    }

    Judgement judge(String workload) {
        Operation last = null;
        for (Operation operation : operations) {
            if (operation.outcome() instanceof Outcome.FoundAll found) {
                reads++;
                all(operation, found);
                last = operation;
            } else if (operation.function() instanceof Read && operation.outcome() instanceof Outcome.Found found) {
                reads++;
                account(operation, operation.key(), found.value());
            }
        }
        if (last != null && last.outcome() instanceof Outcome.FoundAll found) {
            asTransferred(last, found);
        }
        long transfers = operations.stream()
                .filter(operation -> operation.function() instanceof Transfer)
                .filter(operation -> operation.outcome() instanceof Outcome.Done)
                .count();
        String summary = reads + " reads, " + transfers + " transfers done";
        return Judgements.of(workload + ": no money comes or goes", reads, summary, findings);
    }

    private void all(Operation read, Outcome.FoundAll found) {
        long sum = 0;
        for (String account : Bank.ACCOUNTS) {
            String value = found.values().get(account);
            account(read, account, value);
            sum += amount(value).orElse(0);
        }
        if (sum != SUM) {
            add("a read of all accounts found " + sum + " in them together, and there are " + SUM, read);
        }
    }

    private void account(Operation read, String account, @Nullable String value) {
        OptionalLong amount = amount(value);
        if (amount.isEmpty()) {
            add("a read found " + (value == null ? "nothing" : "'" + value + "'") + " in place of " + account, read);
        } else if (amount.getAsLong() < 0) {
            add("a read found less than nothing in " + account + ": " + value, read);
        }
    }

    private static OptionalLong amount(@Nullable String value) {
        return value != null && NUMBER.matcher(value).matches()
                ? OptionalLong.of(Long.parseLong(value))
                : OptionalLong.empty();
    }

    /** Whether some choice of those transfers that may have been done explains each account; not whether one explains all. */
    private void asTransferred(Operation read, Outcome.FoundAll found) {
        for (String account : Bank.ACCOUNTS) {
            long least = BankWorkload.OPENING;
            long most = BankWorkload.OPENING;
            for (Operation operation : operations) {
                if (operation.function() instanceof Transfer transfer && mayBeDone(operation, read)) {
                    long change = change(transfer, account);
                    boolean sure = operation.outcome() instanceof Outcome.Done
                            && operation.completedNanos() < read.invokedNanos();
                    least += sure ? change : Math.min(change, 0);
                    most += sure ? change : Math.max(change, 0);
                }
            }
            OptionalLong amount = amount(found.values().get(account));
            if (amount.isPresent() && (amount.getAsLong() < least || amount.getAsLong() > most)) {
                String explained = least == most ? Long.toString(least) : least + " to " + most;
                add(
                        account + " has " + amount.getAsLong() + " in the end, and the transfers explain " + explained,
                        read);
            }
        }
    }

    private static boolean mayBeDone(Operation transfer, Operation read) {
        boolean refused =
                transfer.outcome() instanceof Outcome.Failed || transfer.outcome() instanceof Outcome.Mismatched;
        return !refused && transfer.invokedNanos() < read.completedNanos();
    }

    private static long change(Transfer transfer, String account) {
        if (transfer.from().equals(account)) {
            return -transfer.total();
        }
        return transfer.to().contains(account) ? transfer.amount() : 0;
    }

    private void add(String title, Operation read) {
        findings.add(new Finding(title, Judgements.text(read), Optional.empty()));
    }
}
