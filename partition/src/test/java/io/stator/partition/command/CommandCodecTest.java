package io.stator.partition.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.DecimalNumber;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.Limits;
import io.stator.model.Position;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveStatus;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.proto.v1.PartitionCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandCodecTest {
    private static final ByteString PARTITION_KEY = KeyCodec.encode(new AttributeValue.S("a"));
    private static final EncodedKey KEY = new EncodedKey(
            3,
            KeyCodec.token(3, PARTITION_KEY),
            PARTITION_KEY,
            KeyCodec.encode(new AttributeValue.N(DecimalNumber.of(1))));

    @Test
    void everyKindOfCommandComesBack() throws IOException {
        assertComesBack(new Command.StartDigest());
        assertComesBack(new Command.DropTable(4));
        assertComesBack(new Command.Expire(3, 1, 2, 4, List.of()));
        assertComesBack(new Command.Expire(3, 1, 2, 4, List.of(new Command.SeenItem(KEY, 7))));
        assertComesBack(new Command.Establish(1, 2, Bounds.WHOLE_RING));
        Position from = new Position(0, 1, PARTITION_KEY, ByteString.EMPTY);
        assertComesBack(new Command.Establish(1, 2, new Bounds(from, Position.atToken(-5))));
        for (TableStatus status : TableStatus.values()) {
            // Partitions do not hear of a change that is the catalog's alone: the table is as usable.
            TableStatus told = status == TableStatus.UPDATING ? TableStatus.ACTIVE : status;
            TableSchema schema = TableSchema.of("t", "p", KeyType.BINARY, "s", KeyType.NUMBER);
            assertThat(CommandCodec.decode(ByteBuffer.wrap(
                            CommandCodec.encode(new Command.InstallTable(new TableInfo(5, 6, schema, status, 7))))))
                    .isEqualTo(new Command.InstallTable(new TableInfo(5, 6, schema, told, 7)));
        }
        assertComesBack(new Command.InstallTable(
                new TableInfo(5, 6, TableSchema.of("t", "p", KeyType.STRING), TableStatus.ACTIVE, 7)));
        for (ReturnValues returnValues : ReturnValues.values()) {
            assertComesBack(write(new ItemWrite.Delete(), null, returnValues));
        }
        assertComesBack(write(new ItemWrite.Put(ByteString.copyFromUtf8("item")), null, ReturnValues.NONE));
    }

    @Test
    void everyKindOfConditionAndActionComesBack() throws IOException {
        AttributeValue value = new AttributeValue.S("v");
        DocumentPath path = new DocumentPath(
                List.of(new DocumentPath.Name("a"), new DocumentPath.Index(2), new DocumentPath.Name("b")));
        Condition condition = new Condition.Or(List.of(
                Condition.and(new Condition.AttributeExists(path), new Condition.AttributeNotExists(path)),
                new Condition.Not(Condition.compared(path, Comparator.EQUAL, value))));
        List<UpdateAction> actions = List.of(
                UpdateAction.set("a", value),
                UpdateAction.remove("b"),
                UpdateAction.add("c", value),
                UpdateAction.deleteElements("d", new AttributeValue.SS(List.of("x"))),
                UpdateAction.append("e", new AttributeValue.L(List.of(value))));
        assertComesBack(
                write(new ItemWrite.Update(ByteString.copyFromUtf8("key"), actions), condition, ReturnValues.ALL_NEW));
    }

    @Test
    void theDeepestValuesAndConditionsComeBack() throws IOException {
        AttributeValue value = new AttributeValue.Null();
        for (int level = 0; level < Limits.NESTING_LEVELS_MAX - 1; level++) {
            TreeMap<String, AttributeValue> members = new TreeMap<>();
            members.put("m", value);
            value = new AttributeValue.M(members);
        }
        Condition condition = Condition.equalTo("a", value);
        for (int level = 1; level < Limits.CONDITION_LEVELS_MAX; level++) {
            condition = new Condition.And(List.of(condition));
        }
        ItemWrite.Update update = new ItemWrite.Update(
                ByteString.EMPTY, List.of(UpdateAction.append("a", new AttributeValue.L(List.of()))));
        assertComesBack(write(update, condition, ReturnValues.NONE));
    }

    @Test
    void whatIsNoCommandIsRefused() {
        assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(new byte[] {1, 2, 3})))
                .isInstanceOf(MalformedCommandException.class);
        assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.allocate(0)))
                .isInstanceOf(MalformedCommandException.class);
        byte[] newer = PartitionCommand.newBuilder().setFormat(-1).build().toByteArray();
        assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(newer)))
                .isInstanceOf(UnknownCommandFormatException.class)
                .hasMessageContaining("4294967295");
    }

    private static Command write(ItemWrite.Action action, @Nullable Condition condition, ReturnValues returns) {
        return new Command.Write(
                KEY,
                2,
                3,
                -4,
                new WriteId(ByteString.copyFromUtf8("id"), 7),
                action,
                condition,
                returns,
                returns == ReturnValues.NONE);
    }

    private static void assertComesBack(Command command) throws IOException {
        assertThat(CommandCodec.decode(
                        ByteBuffer.wrap(CommandCodec.encode(command)).asReadOnlyBuffer()))
                .isEqualTo(command);
    }

    /** What others than partitions keep of a table does not come into their logs. */
    @Test
    void ofATablesPropertiesOnlyItsTimeToLiveIsKept() throws IOException {
        TableInfo table = new TableInfo(5, 6, TableSchema.of("t", "p", KeyType.STRING), TableStatus.ACTIVE, 7);
        TableProperties properties = TableProperties.NONE.withUuid("uuid").withDeletionProtected(true);
        TimeToLive enabling = new TimeToLive("expires", TimeToLiveStatus.ENABLING, 8, 1);

        assertThat(installed(table.with(properties))).isEqualTo(table);
        assertThat(installed(table.with(properties.with(enabling))).properties())
                .isEqualTo(TableProperties.NONE.with(new TimeToLive("expires", TimeToLiveStatus.ENABLED, 8, 1)));
        assertThat(installed(table.with(properties.with(new TimeToLive("expires", TimeToLiveStatus.DISABLING, 9, 2))))
                        .properties())
                .isEqualTo(TableProperties.NONE.with(new TimeToLive("", TimeToLiveStatus.DISABLED, 9, 2)));
    }

    private static TableInfo installed(TableInfo table) throws IOException {
        byte[] bytes = CommandCodec.encode(new Command.InstallTable(table));
        return ((Command.InstallTable) CommandCodec.decode(ByteBuffer.wrap(bytes))).table();
    }
}
