package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.ReadAll;
import io.stator.harness.history.Function.Transfer;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Transfers between a few accounts, mostly of two, sometimes of three. Whoever reads all accounts at one moment finds the
 * same sum each time, and nobody ever finds less than nothing. Some transfers are of more than there often is.
 */
public final class BankWorkload implements Workload {
    public static final String NAME = "bank";

    /** In each account at first. */
    static final long OPENING = 100;

    private static final int AMOUNT_MAX = 60;
    private static final int SET_UP_ATTEMPTS = 10;

    private final Bank bank;

    public BankWorkload(Bank bank) {
        this.bank = bank;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KeyedSystem system() {
        return bank;
    }

    @Override
    public int restTimes() {
        return RESTS_OF_TRANSACTIONS;
    }

    @Override
    public void setUp(Recorder recorder) {
        bank.prepare();
        Bank.ACCOUNTS.forEach(account -> open(recorder, account));
    }

    private void open(Recorder recorder, String account) {
        Outcome outcome = new Outcome.Failed();
        for (int attempt = 0; attempt < SET_UP_ATTEMPTS; attempt++) {
            outcome = recorder.perform(bank, account, new Write(Long.toString(OPENING)));
            if (outcome instanceof Outcome.Done) {
                return;
            }
        }
        throw new IllegalStateException("cannot open " + account + " before anything is broken: " + outcome);
    }

    @Override
    public Worker worker(int number, Random choices) {
        return recorder -> step(recorder, choices);
    }

    private void step(Recorder recorder, Random choices) {
        List<String> accounts = new ArrayList<>(Bank.ACCOUNTS);
        Collections.shuffle(accounts, choices);
        String account = accounts.get(0);
        int choice = choices.nextInt(10);
        if (choice < 6) {
            Function transfer =
                    new Transfer(account, accounts.subList(1, choice < 5 ? 2 : 3), 1 + choices.nextInt(AMOUNT_MAX));
            recorder.perform(bank, account, transfer);
        } else if (choice < 8) {
            recorder.perform(bank, Bank.ALL, new ReadAll());
        } else {
            recorder.perform(bank, account, new Read());
        }
    }

    @Override
    public List<FinalRead> finalReads() {
        List<FinalRead> reads = new ArrayList<>();
        Bank.ACCOUNTS.forEach(account -> reads.add(new FinalRead(account, new Read())));
        reads.add(new FinalRead(Bank.ALL, new ReadAll()));
        return reads;
    }

    @Override
    public List<Judgement> judge(List<Operation> operations) {
        return List.of(new BankJudge(operations).judge(NAME));
    }
}
