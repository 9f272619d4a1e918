package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stator.consensus.LogPosition;
import io.stator.model.ErrorCode;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.partition.CommandOutcome;
import io.stator.partition.StepOutcome;
import io.stator.partition.WriteOutcome;
import io.stator.partition.command.Command;
import io.stator.partition.command.CommandCodec;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.StateKey;
import io.stator.partition.storage.StoreBatch;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import io.stator.proto.v1.RememberedAnswers;
import io.stator.txn.Intent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the commands of one log entry, one after the other: each sees what those before it did, and
 * nothing reaches the store before {@link #batch} is written. A command that is refused, or in whose
 * evaluation a bug shows, has changed nothing here. For one entry and one thread.
 */
public final class EntryEvaluation {
    private static final Logger LOG = LoggerFactory.getLogger(EntryEvaluation.class);

    /** Decides one write. */
    @FunctionalInterface
    interface WriteRule {
        WriteEffect evaluate(Command.Write write, OldItem old) throws IOException;
    }

    /** What decides; others only where a test puts wrong ones in their place. */
    record Rules(WriteRule write, StepEvaluation.StepRule step) {
        static final Rules RIGHT = new Rules(WriteEvaluation::evaluate, StepEvaluation::byTheRules);
    }

    private final Rules rules;
    private final RetryWindow window;
    private final IntentKeys intentKeys;
    private final StoreReads store;
    private final LogPosition position;
    private final PartitionState before;

    /** What the entry made of the store so far. */
    private final EntryOverlay overlay;

    private final List<Long> droppedTables = new ArrayList<>();

    /** Answers of this entry's writes by id, in order. */
    private final Map<ByteString, WriteOutcome> answers = new LinkedHashMap<>();

    private RetryWindow.@Nullable Change windowChange;
    private PartitionState state;
    private boolean digestRequested;

    /** @param memory of what the store holds, as of the entry before */
    public EntryEvaluation(LogPosition position, PartitionState state, StoreMemory memory, StoreReads store) {
        this(Rules.RIGHT, position, state, memory, store);
    }

    EntryEvaluation(Rules rules, LogPosition position, PartitionState state, StoreMemory memory, StoreReads store) {
        this.rules = rules;
        this.window = memory.window();
        this.intentKeys = memory.intentKeys();
        this.store = store;
        this.position = position;
        this.before = state;
        this.state = state;
        this.overlay = new EntryOverlay(store, intentKeys::contains);
    }

    /** @throws IOException if the replica must stop: the store failed, or the command is newer than this version */
    public CommandOutcome evaluate(ByteBuffer bytes) throws IOException {
        Command command;
        try {
            command = CommandCodec.decode(bytes);
        } catch (RuntimeException e) {
            LOG.error("malformed command in entry {}", position.index(), e);
            return new CommandOutcome.Refused(ErrorCode.INTERNAL_SERVER_ERROR, "The command is malformed");
        }
        if (command instanceof Command.Write write) {
            return new CommandOutcome.Written(write(write));
        }
        if (command instanceof Command.Transaction transaction) {
            return step(transaction);
        }
        if (command instanceof Command.Expire expire) {
            return expire(expire);
        }
        if (command instanceof Command.Establish establish) {
            return establish(establish);
        }
        if (command instanceof Command.InstallTable install) {
            return install(install.table());
        }
        if (command instanceof Command.DropTable drop) {
            return drop(drop.tableId());
        }
        digestRequested = true;
        return new CommandOutcome.DigestStarted(position.index());
    }

    private WriteOutcome write(Command.Write write) throws IOException {
        Route route = state.view()
                .route(
                        write.key().tableId(),
                        write.schemaVersion(),
                        write.epoch(),
                        write.key().position());
        if (route == Route.WRONG_ROUTE) {
            return new WriteOutcome.WrongRoute();
        }
        if (!write.id().isNone()) {
            if (!state.writes().covers(write.id().sentAfter())) {
                return new WriteOutcome.Expired();
            }
            WriteOutcome earlier = answerBefore(write.id().id());
            if (earlier != null) {
                return earlier;
            }
        }
        if (route == Route.TABLE_UNKNOWN) {
            return new WriteOutcome.TableUnknown();
        }
        ByteString key = UnsafeByteOperations.unsafeWrap(ItemKey.encode(write.key()));
        Intent standing = overlay.intent(key);
        if (standing != null && !write.lastAttempt()) {
            // Not remembered: the next attempt has the same id, and may be done.
            return new WriteOutcome.Blocked(standing);
        }
        WriteOutcome outcome = standing == null ? writeServed(write, key) : new WriteOutcome.Conflicted();
        if (!write.id().isNone()) {
            answers.put(write.id().id(), outcome);
            state = state.with(state.writes().answered());
        }
        return outcome;
    }

    /** How an earlier attempt was answered; null: there was none. */
    private @Nullable WriteOutcome answerBefore(ByteString id) throws IOException {
        WriteOutcome inThisEntry = answers.get(id);
        return inThisEntry != null ? inThisEntry : window.find(store, id);
    }

    private WriteOutcome writeServed(Command.Write write, ByteString key) throws IOException {
        OldItem old = new OldItem(WriteEvaluation.needsOld(write) ? overlay.item(key) : null);
        WriteEffect effect;
        try {
            effect = rules.write().evaluate(write, old);
        } catch (StatorException e) {
            return new WriteOutcome.Refused(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The same on every replica, since evaluation is deterministic: the command is void, not the replica.
            LOG.error("a write in entry {} could not be evaluated", position.index(), e);
            return new WriteOutcome.Refused(ErrorCode.INTERNAL_SERVER_ERROR, "The write could not be evaluated");
        }
        WriteEffect.Change change = effect.change();
        if (change instanceof WriteEffect.Store put) {
            long version = state.nextVersion(write.stamp());
            overlay.set(key, Optional.of(new StoredItem(version, put.sizeBytes(), put.item())));
            state = state.withItemVersion(version);
        } else if (change instanceof WriteEffect.Erase) {
            erase(key, write.stamp());
        }
        return effect.outcome();
    }

    private void erase(ByteString key, long stamp) {
        long version = state.nextVersion(stamp);
        overlay.set(key, Optional.empty());
        state = state.withDeleteVersion(version);
    }

    private CommandOutcome step(Command.Transaction transaction) throws IOException {
        StepEvaluation step = new StepEvaluation(rules, overlay, state);
        StepOutcome outcome;
        try {
            outcome = step.evaluate(transaction);
        } catch (RuntimeException e) {
            // The same on every replica, since the rules are deterministic: the command is void, not the replica.
            LOG.error("a message of a transaction in entry {} could not be evaluated", position.index(), e);
            return new CommandOutcome.Refused(
                    ErrorCode.INTERNAL_SERVER_ERROR, "The message of the transaction could not be evaluated");
        }
        overlay.take(step.changes());
        state = step.state();
        return new CommandOutcome.Stepped(outcome);
    }

    /** What has changed since it was seen stays: it may have been given more time. So does what a transaction has an intent on. */
    private CommandOutcome expire(Command.Expire expire) throws IOException {
        int deleted = 0;
        if (state.view().expires(expire.tableId(), expire.timeToLiveVersion(), expire.epoch())) {
            for (Command.SeenItem seen : expire.items()) {
                ByteString key = UnsafeByteOperations.unsafeWrap(ItemKey.encode(seen.key()));
                StoredItem stored = state.view().owns(seen.key().position()) ? overlay.item(key) : null;
                if (stored != null && stored.version() == seen.version() && overlay.intent(key) == null) {
                    erase(key, expire.stamp());
                    deleted++;
                }
            }
        }
        return new CommandOutcome.ItemsExpired(deleted);
    }

    private CommandOutcome establish(Command.Establish establish) {
        PartitionView view = state.view();
        if (view.established()) {
            return view.partitionId() == establish.partitionId()
                    ? new CommandOutcome.Done()
                    : new CommandOutcome.Refused(
                            ErrorCode.INTERNAL_SERVER_ERROR, "The partition is established by another id");
        }
        if (establish.epoch() < 1) {
            return new CommandOutcome.Refused(ErrorCode.INTERNAL_SERVER_ERROR, "Epochs start at 1");
        }
        setView(view.establish(establish.partitionId(), establish.epoch(), establish.bounds()), state.dropped());
        return new CommandOutcome.Done();
    }

    private CommandOutcome install(TableInfo table) {
        PartitionView view = state.view();
        if (!view.established()) {
            return notEstablished();
        }
        if (state.dropped().contains(table.id())) {
            return new CommandOutcome.Refused(ErrorCode.RESOURCE_NOT_FOUND, "The table was dropped");
        }
        TableInfo installed = view.tables().get(table.id());
        if (installed == null || table.isNewerThan(installed)) {
            overlay.setOther(KeySpace.TABLE.key(table.id()), Optional.of(PartitionState.encodeTable(table)));
            setView(view.with(table), state.dropped());
        }
        return new CommandOutcome.Done();
    }

    private CommandOutcome drop(long tableId) {
        if (!state.view().established()) {
            return notEstablished();
        }
        if (tableId < 1) {
            return new CommandOutcome.Refused(ErrorCode.INTERNAL_SERVER_ERROR, "Table ids start at 1");
        }
        if (!state.dropped().contains(tableId)) {
            // A table that was never here may still be on its way: it is remembered as well.
            IdRanges dropped = state.dropped().with(tableId);
            overlay.setOther(PartitionState.droppedKey(), Optional.of(dropped.encode()));
            if (state.view().tables().containsKey(tableId)) {
                overlay.setOther(KeySpace.TABLE.key(tableId), Optional.empty());
                overlay.setOther(KeySpace.TRIM.key(tableId), Optional.of(new byte[0]));
                droppedTables.add(tableId);
            }
            setView(state.view().without(tableId), dropped);
        }
        return new CommandOutcome.Done();
    }

    private static CommandOutcome notEstablished() {
        return new CommandOutcome.Refused(ErrorCode.SERVICE_UNAVAILABLE, "The partition is not established yet");
    }

    private void setView(PartitionView view, IdRanges dropped) {
        state = state.with(view, dropped);
    }

    /** The effects of all commands, with the entry's index; to be called once, when all are evaluated. */
    public StoreBatch batch() {
        StoreBatch batch = new StoreBatch(position.index(), position.term());
        overlay.addTo(batch);
        if (!answers.isEmpty()) {
            rememberAnswers(batch);
        }
        if (state != before) {
            batch.put(StateKey.PARTITION.key(), state.encode());
        }
        return batch;
    }

    private void rememberAnswers(StoreBatch batch) {
        List<RememberedAnswers.Answer> kept = new ArrayList<>(answers.size());
        long attributeBytes = 0;
        for (Map.Entry<ByteString, WriteOutcome> answer : answers.entrySet()) {
            attributeBytes += AnswerCodec.attributeBytes(answer.getValue());
            kept.add(AnswerCodec.encode(
                    answer.getKey(), answer.getValue(), attributeBytes <= Limits.REMEMBERED_ENTRY_BYTES_MAX));
        }
        RetryWindow.Change change = window.plan(kept);
        batch.put(KeySpace.ANSWER.key(change.firstNumber()), change.answers().toByteArray());
        change.forgottenEntries().forEach(first -> batch.delete(KeySpace.ANSWER.key(first)));
        state = state.with(state.writes().forgotten(change.forgotten()));
        windowChange = change;
    }

    /**
     * To be called before the batch goes into the store. An intent's key must be known before the intent is there: a strong read
     * that finds neither key nor intent would else show what is stored after the transaction was decided.
     */
    public void beforeWrite() {
        overlay.addIntentsTo(intentKeys);
    }

    /** To be called when the batch is in the store. */
    public void written() {
        overlay.removeIntentsFrom(intentKeys);
        if (windowChange != null) {
            window.apply(windowChange);
        }
    }

    /** The state that holds when the batch is written. */
    public PartitionState state() {
        return state;
    }

    /** Whether readers must see another view from then on. */
    public boolean viewChanged() {
        return state.view() != before.view();
    }

    public boolean digestRequested() {
        return digestRequested;
    }

    /** Tables whose items are to be trimmed when the batch is written. */
    public List<Long> droppedTables() {
        return droppedTables;
    }
}
