package io.stator.partition.command;

import com.google.protobuf.CodedInputStream;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import io.stator.model.ReturnValues;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.proto.v1.DigestCommand;
import io.stator.proto.v1.DropTableCommand;
import io.stator.proto.v1.EstablishCommand;
import io.stator.proto.v1.InstallTableCommand;
import io.stator.proto.v1.PartitionCommand;
import io.stator.proto.v1.WriteCommand;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Commands as bytes: stator.v1.PartitionCommand. */
public final class CommandCodec {
    /** Counts up when an older version would read a command wrongly. Every command has the lowest that can say it. */
    static final int FORMAT = 3;

    /** Knows no time to live of tables. */
    private static final int FORMAT_OF_MOST = 2;

    /** A value of 32 levels of maps takes three messages each, and a condition's tree comes above it. */
    private static final int MESSAGE_LEVELS_MAX = 256;

    private CommandCodec() {}

    public static byte[] encode(Command command) {
        PartitionCommand.Builder proto = PartitionCommand.newBuilder().setFormat(format(command));
        if (command instanceof Command.Write write) {
            proto.setWrite(write(write));
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
        return command instanceof Command.InstallTable install
                        && install.table().properties().timeToLive().version() > 0
                ? FORMAT
                : FORMAT_OF_MOST;
    }

    /**
     * @throws UnknownCommandFormatException if a newer version wrote it
     * @throws RuntimeException if it is malformed
     */
    public static Command decode(ByteBuffer bytes) throws UnknownCommandFormatException {
        PartitionCommand proto;
        try {
            CodedInputStream input = CodedInputStream.newInstance(bytes.duplicate());
            input.setRecursionLimit(MESSAGE_LEVELS_MAX);
            // Of a read-only buffer the stream has made a copy of its own: fields may share it, and need no other.
            input.enableAliasing(true);
            proto = PartitionCommand.parseFrom(input);
        } catch (IOException e) {
            throw new MalformedCommandException("not a command", e);
        }
        if (Integer.compareUnsigned(proto.getFormat(), FORMAT) > 0) {
            throw new UnknownCommandFormatException(proto.getFormat());
        }
        return switch (proto.getCommandCase()) {
            case WRITE -> write(proto.getWrite(), proto.getFormat() > 1);
            case ESTABLISH -> establish(proto.getEstablish());
            case INSTALL_TABLE ->
                new Command.InstallTable(
                        TableCodec.fromProto(proto.getInstallTable().getTable()));
            case DROP_TABLE -> new Command.DropTable(proto.getDropTable().getTableId());
            case DIGEST -> new Command.StartDigest();
            case COMMAND_NOT_SET -> throw new MalformedCommandException("a command of no known kind");
        };
    }

    private static Command establish(EstablishCommand proto) {
        return new Command.Establish(proto.getPartitionId(), proto.getEpoch(), TableCodec.fromProto(proto.getBounds()));
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
                .setReturnItemOnConditionFailure(write.returnItemOnConditionFailure());
        ItemWrite.Action action = write.action();
        if (action instanceof ItemWrite.Put put) {
            proto.setPut(put.item());
        } else if (action instanceof ItemWrite.Update update) {
            WriteCommand.UpdateItem.Builder updateItem =
                    WriteCommand.UpdateItem.newBuilder().setKey(update.key());
            update.actions().forEach(each -> updateItem.addActions(ExpressionCodec.toProto(each)));
            proto.setUpdate(updateItem);
        } else if (action instanceof ItemWrite.Delete) {
            proto.setDelete(true);
        }
        if (write.condition() != null) {
            proto.setCondition(ExpressionCodec.toProto(write.condition()));
        }
        return proto.build();
    }

    /** @param remembered whether versions of its time remembered writes: then so must those that apply it again */
    private static Command write(WriteCommand proto, boolean remembered) {
        ItemWrite.Action action = switch (proto.getActionCase()) {
            case PUT -> new ItemWrite.Put(proto.getPut());
            case UPDATE ->
                new ItemWrite.Update(
                        proto.getUpdate().getKey(),
                        proto.getUpdate().getActionsList().stream()
                                .map(ExpressionCodec::fromProto)
                                .toList());
            case DELETE -> new ItemWrite.Delete();
            case ACTION_NOT_SET -> throw new MalformedCommandException("a write without an action");
        };
        EncodedKey key = new EncodedKey(
                proto.getTableId(),
                KeyCodec.token(proto.getTableId(), proto.getPartitionKey()),
                proto.getPartitionKey(),
                proto.getSortKey());
        return new Command.Write(
                key,
                proto.getSchemaVersion(),
                proto.getEpoch(),
                proto.getStamp(),
                remembered ? new WriteId(proto.getRequestId(), proto.getSentAfter()) : WriteId.NONE,
                action,
                proto.hasCondition() ? ExpressionCodec.fromProto(proto.getCondition()) : null,
                fromProto(proto.getReturnValues()),
                proto.getReturnItemOnConditionFailure());
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
