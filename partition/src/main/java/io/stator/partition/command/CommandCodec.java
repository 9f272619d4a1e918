package io.stator.partition.command;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ItemUpdater;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemWrite;
import io.stator.partition.TransactionStep;
import io.stator.partition.WriteId;
import io.stator.proto.v1.DigestCommand;
import io.stator.proto.v1.DropTableCommand;
import io.stator.proto.v1.EstablishCommand;
import io.stator.proto.v1.ExpireCommand;
import io.stator.proto.v1.InstallTableCommand;
import io.stator.proto.v1.PartitionCommand;
import io.stator.proto.v1.TransactionCommand;
import io.stator.proto.v1.WriteCommand;
import io.stator.txn.TransactionMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as bytes: stator.v1.PartitionCommand.
 *
 * <p>A format says how its bytes are read, and what they mean, for ever:
 *
 * <ul>
 *   <li>1: writes are not remembered.
 *   <li>2: a write with a request id is. Conditions and updates are basic ({@link ExpressionCodec}), and an update of an
 *       absent item always makes one.
 *   <li>3: conditions and updates are whatever the trees can say, sizes may be asked for, and an update that only takes
 *       away makes no item. Tables may have a time to live.
 *   <li>4: items may expire.
 *   <li>5: the last attempts of writes that transactions keep away. Messages of transactions, too, but of a protocol that is not read
 *       any more.
 *   <li>6: messages of transactions.
 * </ul>
 *
 * What a lower one can say, from 2, is written as that, so that versions which know no other can be in the cluster as long
 * as nobody asks for more.
 */
public final class CommandCodec {
    /** The newest that is read. */
    static final int FORMAT = 6;

    private static final int LAST_ATTEMPT_FORMAT = 5;
    private static final int EXPIRY_FORMAT = 4;
    private static final int EXPRESSIONS_FORMAT = 3;
    private static final int BASIC_FORMAT = 2;

    private CommandCodec() {}

    public static byte[] encode(Command command) {
        PartitionCommand.Builder proto = PartitionCommand.newBuilder().setFormat(format(command));
        if (command instanceof Command.Write write) {
            proto.setWrite(write(write));
        } else if (command instanceof Command.Expire expire) {
            proto.setExpire(expire(expire));
        } else if (command instanceof Command.Transaction transaction) {
            proto.setTransaction(TransactionCommand.newBuilder()
                    .setEpoch(transaction.step().epoch())
                    .setStamp(transaction.stamp())
                    .setStep(TransactionStepCodec.toProto(transaction.step())));
        } else if (command instanceof Command.Establish establish) {
            proto.setEstablish(EstablishCommand.newBuilder()
                    .setPartitionId(establish.partitionId())
                    .setEpoch(establish.epoch())
                    .setBounds(TableCodec.toProto(establish.bounds())));
        } else if (command instanceof Command.InstallTable install) {
            proto.setInstallTable(InstallTableCommand.newBuilder().setTable(TableCodec.toProto(install.table())));
        } else if (command instanceof Command.DropTable drop) {
            proto.setDropTable(DropTableCommand.newBuilder().setTableId(drop.tableId()));
        } else if (command instanceof Command.StartDigest) {
            proto.setDigest(DigestCommand.getDefaultInstance());
        }
        return proto.build().toByteArray();
    }

    private static int format(Command command) {
        if (command instanceof Command.Transaction) {
            return FORMAT;
        }
        if (command instanceof Command.Write write && write.lastAttempt()) {
            return LAST_ATTEMPT_FORMAT;
        }
        if (command instanceof Command.Expire) {
            return EXPIRY_FORMAT;
        }
        boolean basic = true;
        if (command instanceof Command.Write write) {
            basic = isBasic(write);
        } else if (command instanceof Command.InstallTable install) {
            basic = install.table().properties().timeToLive().version() == 0;
        }
        return basic ? BASIC_FORMAT : EXPRESSIONS_FORMAT;
    }

    /**
     * @throws UnknownCommandFormatException if a newer version wrote it, or one whose transactions are not known any more
     * @throws RuntimeException if it is malformed
     */
    public static Command decode(ByteBuffer bytes) throws UnknownCommandFormatException {
        PartitionCommand proto;
        try {
            CodedInputStream input = CodedInputStream.newInstance(bytes.duplicate());
            // Of a read-only buffer the stream has made a copy of its own: fields may share it, and need no other.
            input.enableAliasing(true);
            proto = PartitionCommand.parseFrom(input);
        } catch (IOException e) {
            throw new MalformedCommandException("not a command", e);
        }
        if (Integer.compareUnsigned(proto.getFormat(), FORMAT) > 0) {
            throw UnknownCommandFormatException.newer(proto.getFormat());
        }
        return switch (proto.getCommandCase()) {
            case WRITE -> write(proto.getWrite(), proto.getFormat());
            case EXPIRE -> expire(proto.getExpire(), proto.getFormat());
            case TRANSACTION -> transaction(proto.getTransaction(), proto.getFormat());
            case ESTABLISH -> establish(proto.getEstablish());
            case INSTALL_TABLE ->
                new Command.InstallTable(
                        TableCodec.fromProto(proto.getInstallTable().getTable()));
            case DROP_TABLE -> new Command.DropTable(proto.getDropTable().getTableId());
            case DIGEST -> new Command.StartDigest();
            case COMMAND_NOT_SET -> throw new MalformedCommandException("a command of no known kind");
        };
    }

    private static ExpireCommand expire(Command.Expire expire) {
        ExpireCommand.Builder proto = ExpireCommand.newBuilder()
                .setTableId(expire.tableId())
                .setTimeToLiveVersion(expire.timeToLiveVersion())
                .setEpoch(expire.epoch())
                .setStamp(expire.stamp());
        for (Command.SeenItem item : expire.items()) {
            proto.addItems(ExpireCommand.SeenItem.newBuilder()
                    .setPartitionKey(item.key().partitionKey())
                    .setSortKey(item.key().sortKey())
                    .setVersion(item.version()));
        }
        return proto.build();
    }

    private static Command expire(ExpireCommand proto, int format) {
        if (format <= EXPRESSIONS_FORMAT) {
            throw saysTooMuch(format);
        }
        List<Command.SeenItem> items = new ArrayList<>(proto.getItemsCount());
        for (ExpireCommand.SeenItem item : proto.getItemsList()) {
            items.add(new Command.SeenItem(
                    key(proto.getTableId(), item.getPartitionKey(), item.getSortKey()), item.getVersion()));
        }
        return new Command.Expire(
                proto.getTableId(), proto.getTimeToLiveVersion(), proto.getEpoch(), proto.getStamp(), items);
    }

    private static Command transaction(TransactionCommand proto, int format) throws UnknownCommandFormatException {
        if (format <= EXPIRY_FORMAT) {
            throw saysTooMuch(format);
        }
        if (format < FORMAT) {
            throw UnknownCommandFormatException.older(format);
        }
        TransactionStep step;
        try {
            step = TransactionStepCodec.fromProto(proto.getStep(), proto.getEpoch());
        } catch (StatorException e) {
            throw new MalformedCommandException("not a message of a transaction", e);
        }
        if (!(step.message() instanceof TransactionMessage.Logged)) {
            throw new MalformedCommandException("a message that only asks");
        }
        return new Command.Transaction(step, proto.getStamp());
    }

    private static EncodedKey key(long tableId, ByteString partitionKey, ByteString sortKey) {
        return new EncodedKey(tableId, KeyCodec.token(tableId, partitionKey), partitionKey, sortKey);
    }

    private static MalformedCommandException saysTooMuch(int format) {
        return new MalformedCommandException("a command of format " + format + " says what only a newer one can");
    }

    private static Command establish(EstablishCommand proto) {
        return new Command.Establish(proto.getPartitionId(), proto.getEpoch(), TableCodec.fromProto(proto.getBounds()));
    }

    /** Whether format 2 can say it, and means the same. */
    private static boolean isBasic(Command.Write write) {
        boolean basic =
                !write.returnSizes() && (write.condition() == null || ExpressionCodec.isBasic(write.condition()));
        if (basic && write.action() instanceof ItemWrite.Update update) {
            return update.actions().stream().allMatch(ExpressionCodec::isBasic)
                    && update.alwaysCreates() == ItemUpdater.onlyTakesAway(update.actions());
        }
        return basic;
    }

    private static WriteCommand write(Command.Write write) {
        WriteCommand.Builder proto = WriteCommand.newBuilder()
                .setTableId(write.key().tableId())
                .setSchemaVersion(write.schemaVersion())
                .setEpoch(write.epoch())
                .setStamp(write.stamp())
                .setRequestId(write.id().id())
                .setSentAfter(write.id().sentAfter())
                .setPartitionKey(write.key().partitionKey())
                .setSortKey(write.key().sortKey())
                .setReturnValues(toProto(write.returnValues()))
                .setReturnItemOnConditionFailure(write.returnItemOnConditionFailure())
                .setReturnSizes(write.returnSizes())
                .setLastAttempt(write.lastAttempt());
        ItemWrite.Action action = write.action();
        if (action instanceof ItemWrite.Put put) {
            proto.setPut(put.item());
        } else if (action instanceof ItemWrite.Update update) {
            WriteCommand.UpdateItem.Builder updateItem =
                    WriteCommand.UpdateItem.newBuilder().setKey(update.key());
            update.actions().forEach(each -> updateItem.addActions(ExpressionCodec.encode(each)));
            proto.setUpdate(updateItem);
        } else if (action instanceof ItemWrite.Delete) {
            proto.setDelete(true);
        }
        if (write.condition() != null) {
            proto.setCondition(ExpressionCodec.encode(write.condition()));
        }
        return proto.build();
    }

    /** @throws RuntimeException if it is malformed, or says what its format cannot: then it is void on every replica */
    private static Command write(WriteCommand proto, int format) {
        ItemWrite.Action action = switch (proto.getActionCase()) {
            case PUT -> new ItemWrite.Put(proto.getPut());
            case UPDATE -> update(proto.getUpdate(), format);
            case DELETE -> new ItemWrite.Delete();
            case ACTION_NOT_SET -> throw new MalformedCommandException("a write without an action");
        };
        Command.Write write = new Command.Write(
                key(proto.getTableId(), proto.getPartitionKey(), proto.getSortKey()),
                proto.getSchemaVersion(),
                proto.getEpoch(),
                proto.getStamp(),
                // As long as versions did not remember writes, those that apply them again must not either.
                format > 1 ? new WriteId(proto.getRequestId(), proto.getSentAfter()) : WriteId.NONE,
                action,
                proto.hasCondition() ? ExpressionCodec.decodeCondition(proto.getCondition()) : null,
                fromProto(proto.getReturnValues()),
                proto.getReturnItemOnConditionFailure(),
                format > BASIC_FORMAT && proto.getReturnSizes(),
                format > EXPIRY_FORMAT && proto.getLastAttempt());
        if (format <= BASIC_FORMAT && !isBasic(write)) {
            throw saysTooMuch(format);
        }
        return write;
    }

    private static ItemWrite.Update update(WriteCommand.UpdateItem proto, int format) {
        List<UpdateAction> actions = proto.getActionsList().stream()
                .map(ExpressionCodec::decodeAction)
                .toList();
        return new ItemWrite.Update(
                proto.getKey(), actions, format <= BASIC_FORMAT && ItemUpdater.onlyTakesAway(actions));
    }

    private static io.stator.proto.v1.ReturnValues toProto(ReturnValues returnValues) {
        return switch (returnValues) {
            case NONE -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_NONE;
            case ALL_OLD -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_ALL_OLD;
            case UPDATED_OLD -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_UPDATED_OLD;
            case ALL_NEW -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_ALL_NEW;
            case UPDATED_NEW -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_UPDATED_NEW;
        };
    }

    private static ReturnValues fromProto(io.stator.proto.v1.ReturnValues returnValues) {
        return switch (returnValues) {
            case RETURN_VALUES_NONE -> ReturnValues.NONE;
            case RETURN_VALUES_ALL_OLD -> ReturnValues.ALL_OLD;
            case RETURN_VALUES_UPDATED_OLD -> ReturnValues.UPDATED_OLD;
            case RETURN_VALUES_ALL_NEW -> ReturnValues.ALL_NEW;
            case RETURN_VALUES_UPDATED_NEW -> ReturnValues.UPDATED_NEW;
            case UNRECOGNIZED -> throw new MalformedCommandException("return values of no known kind");
        };
    }
}
