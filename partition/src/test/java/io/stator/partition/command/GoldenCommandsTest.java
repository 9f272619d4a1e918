package io.stator.partition.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.DecimalNumber;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
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
import io.stator.model.expression.Formula;
import io.stator.model.expression.Operand;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.GoldenBytes;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of commands that lie in logs: every version must read those of all before it as what they were. */
class GoldenCommandsTest {
    private static final ByteString PARTITION_KEY = KeyCodec.encode(new AttributeValue.S("a"));
    private static final EncodedKey KEY = new EncodedKey(
            3,
            KeyCodec.token(3, PARTITION_KEY),
            PARTITION_KEY,
            KeyCodec.encode(new AttributeValue.N(DecimalNumber.of(1))));
    private static final WriteId ID = new WriteId(ByteString.copyFromUtf8("sixteen bytes id"), 7);
    private static final String FORMAT_1 = "partition-command-1.txt";
    private static final String FORMAT_2 = "partition-command-2.txt";
    private static final String FORMAT_3 = "partition-command-3.txt";
    private static final String FORMAT_4 = "partition-command-4.txt";
    private static final String FORMAT_5 = "partition-command-5.txt";
    private static final String FORMAT_6 = "partition-command-6.txt";

    /** What these say beyond their format is not read, or is what the format always meant. */
    private static final Set<String> READ_LENIENTLY =
            Set.of("sizes", "only-removals", "install-expiring", "install-not-expiring");

    @Test
    void todaysCommandsHaveTheBytesOfFormat2() {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        commands(ID).forEach((name, command) -> bytes.put(name, CommandCodec.encode(command)));
        assertThat(GoldenBytes.text(bytes)).isEqualTo(GoldenBytes.text(FORMAT_2));
    }

    @Test
    void bytesOfFormat2AreRead() throws IOException {
        assertThat(decoded(FORMAT_2)).isEqualTo(commands(ID));
    }

    /** Written by 849a6f1, the last version of format 1. Its writes had request ids, which nobody remembered. */
    @Test
    void bytesOfFormat1AreReadAsWritesThatAreNotRemembered() throws IOException {
        assertThat(decoded(FORMAT_1)).isEqualTo(commands(WriteId.NONE));
    }

    @Test
    void whatFormat2CannotSayHasTheBytesOfFormat3() {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        newerCommands().forEach((name, command) -> bytes.put(name, CommandCodec.encode(command)));
        assertThat(GoldenBytes.text(bytes)).isEqualTo(GoldenBytes.text(FORMAT_3));
        bytes.forEach((name, each) -> assertThat(each).as(name).startsWith(0x08, 3));
    }

    @Test
    void bytesOfFormat3AreRead() throws IOException {
        assertThat(decoded(FORMAT_3)).isEqualTo(newerCommands());
    }

    @Test
    void whatFormat3CannotSayHasTheBytesOfFormat4() throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        newestCommands().forEach((name, command) -> bytes.put(name, CommandCodec.encode(command)));
        assertThat(GoldenBytes.text(bytes)).isEqualTo(GoldenBytes.text(FORMAT_4));
        bytes.forEach((name, each) -> assertThat(each).as(name).startsWith(0x08, 4));
        assertThat(decoded(FORMAT_4)).isEqualTo(newestCommands());
    }

    @Test
    void whatFormat4CannotSayHasTheBytesOfFormat5() throws IOException {
        Map<String, byte[]> bytes = Map.of("last-attempt", CommandCodec.encode(lastAttempt()));
        assertThat(GoldenBytes.text(bytes)).isEqualTo(GoldenBytes.text(FORMAT_5));
        bytes.forEach((name, each) -> assertThat(each).as(name).startsWith(0x08, 5));
        assertThat(decoded(FORMAT_5)).isEqualTo(Map.of("last-attempt", lastAttempt()));
    }

    @Test
    void transactionsHaveTheBytesOfFormat6() throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        transactionCommands().forEach((name, command) -> bytes.put(name, CommandCodec.encode(command)));
        assertThat(GoldenBytes.text(bytes)).isEqualTo(GoldenBytes.text(FORMAT_6));
        bytes.forEach((name, each) -> assertThat(each).as(name).startsWith(0x08, 6));
        assertThat(decoded(FORMAT_6)).isEqualTo(transactionCommands());
    }

    /** Their messages had other meanings: to take them for today's would diverge from whoever applied them then. */
    @Test
    void transactionsOfFormat5AreRefused() {
        GoldenBytes.read(FORMAT_6).forEach((name, bytes) -> {
            bytes[1] = 5;
            assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(bytes)))
                    .as(name)
                    .isInstanceOf(UnknownCommandFormatException.class)
                    .hasMessage(
                            "a transaction in a partition's log has format 5, written by an older version of Stator;"
                                    + " this one reads its transactions from 6");
        });
    }

    /** Versions that know no last attempts read it as any other one, if its format lets them read it at all. */
    @Test
    void aLastAttemptIsOneOnlyInItsFormat() throws IOException {
        byte[] bytes = CommandCodec.encode(lastAttempt());
        bytes[1] = 4;
        assertThat(((Command.Write) CommandCodec.decode(ByteBuffer.wrap(bytes))).lastAttempt())
                .isFalse();
    }

    /** To versions that know no other format it always made an item of an absent one: so it must when it is applied again. */
    @Test
    void anUpdateThatOnlyTakesAwayMeansInEachFormatWhatItMeant() throws IOException {
        ItemWrite.Update update = (ItemWrite.Update) onlyTakingAway().action();
        byte[] bytes = CommandCodec.encode(
                write(ID, new ItemWrite.Update(update.key(), update.actions(), true), null, ReturnValues.NONE));
        assertThat(bytes).startsWith(0x08, 2);
        Command.Write older = (Command.Write) CommandCodec.decode(ByteBuffer.wrap(bytes));
        assertThat(older.action()).isEqualTo(new ItemWrite.Update(update.key(), update.actions(), true));
        byte[] newer = CommandCodec.encode(onlyTakingAway());
        assertThat(newer).startsWith(0x08, 3);
        assertThat(CommandCodec.decode(ByteBuffer.wrap(newer))).isEqualTo(onlyTakingAway());
    }

    @Test
    void whatAFormatCannotSayIsMalformedInIt() {
        GoldenBytes.read(FORMAT_3).forEach((name, bytes) -> {
            bytes[1] = 2;
            if (!READ_LENIENTLY.contains(name)) {
                assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(bytes)))
                        .as(name)
                        .isInstanceOf(MalformedCommandException.class);
            }
        });
        GoldenBytes.read(FORMAT_4).forEach((name, bytes) -> {
            bytes[1] = 3;
            assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(bytes)))
                    .as(name)
                    .isInstanceOf(MalformedCommandException.class);
        });
        GoldenBytes.read(FORMAT_6).forEach((name, bytes) -> {
            bytes[1] = 4;
            assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(bytes)))
                    .as(name)
                    .isInstanceOf(MalformedCommandException.class);
        });
    }

    @Test
    void aNewerFormatIsRefused() {
        GoldenBytes.read(FORMAT_6).forEach((name, bytes) -> {
            assertThat(bytes).as(name).startsWith(0x08, 6);
            bytes[1] = 7;
            assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(bytes)))
                    .as(name)
                    .isInstanceOf(UnknownCommandFormatException.class)
                    .hasMessage("a command in a partition's log has format 7, written by a newer version of Stator;"
                            + " this one reads up to 6");
        });
    }

    private static Map<String, Command> decoded(String file) throws IOException {
        Map<String, Command> commands = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> each : GoldenBytes.read(file).entrySet()) {
            commands.put(each.getKey(), CommandCodec.decode(ByteBuffer.wrap(each.getValue())));
        }
        return commands;
    }

    /** All kinds of commands, actions and conditions. */
    private static Map<String, Command> commands(WriteId id) {
        AttributeValue value = new AttributeValue.S("v");
        DocumentPath path = new DocumentPath(
                List.of(new DocumentPath.Name("a"), new DocumentPath.Index(2), new DocumentPath.Name("b")));
        Condition condition = new Condition.Or(List.of(
                Condition.and(new Condition.AttributeExists(path), new Condition.AttributeNotExists(path)),
                new Condition.Not(Condition.compared(path, Comparator.EQUAL, value))));
        List<UpdateAction> actions = List.of(
                UpdateAction.set("a", value),
                UpdateAction.remove("b"),
                UpdateAction.add("c", new AttributeValue.N(DecimalNumber.of(-15))),
                UpdateAction.deleteElements("d", new AttributeValue.SS(List.of("x"))),
                UpdateAction.append("e", new AttributeValue.L(List.of(value))));
        Item key = Item.builder().set("p", "a").set("s", 1).build();
        Item item = Item.builder().set("p", "a").set("s", 1).set("x", "y").build();

        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("put", write(id, new ItemWrite.Put(ItemCodec.encode(item)), null, ReturnValues.NONE));
        commands.put(
                "update",
                write(id, new ItemWrite.Update(ItemCodec.encode(key), actions), condition, ReturnValues.ALL_NEW));
        commands.put("delete", write(id, new ItemWrite.Delete(), null, ReturnValues.ALL_OLD));
        commands.put("establish-ring", new Command.Establish(1, 2, Bounds.WHOLE_RING));
        commands.put(
                "establish-range",
                new Command.Establish(
                        1, 2, new Bounds(new Position(-9, 1, PARTITION_KEY, ByteString.EMPTY), Position.atToken(-5))));
        commands.put(
                "install-simple",
                new Command.InstallTable(
                        new TableInfo(5, 6, TableSchema.of("t", "p", KeyType.STRING), TableStatus.ACTIVE, 7)));
        commands.put(
                "install-composite",
                new Command.InstallTable(new TableInfo(
                        5, 6, TableSchema.of("t", "p", KeyType.BINARY, "s", KeyType.NUMBER), TableStatus.CREATING, 7)));
        commands.put("drop", new Command.DropTable(4));
        commands.put("digest", new Command.StartDigest());
        return commands;
    }

    private static Map<String, Command> installs() {
        TableInfo table = new TableInfo(5, 6, TableSchema.of("t", "p", KeyType.STRING), TableStatus.ACTIVE, 7);
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put(
                "install-expiring",
                new Command.InstallTable(table.with(TableProperties.NONE.with(
                        new TimeToLive("expires", TimeToLiveStatus.ENABLED, 1_700_000_000_000L, 1)))));
        commands.put(
                "install-not-expiring",
                new Command.InstallTable(table.with(TableProperties.NONE.with(
                        new TimeToLive("", TimeToLiveStatus.DISABLED, 1_700_000_000_001L, 2)))));
        return commands;
    }

    private static Command.Write onlyTakingAway() {
        Item key = Item.builder().set("p", "a").set("s", 1).build();
        return write(
                ID,
                new ItemWrite.Update(ItemCodec.encode(key), List.of(UpdateAction.remove("a"))),
                null,
                ReturnValues.NONE);
    }

    /** All kinds of what only format 3 says. */
    private static Map<String, Command> newerCommands() {
        AttributeValue value = new AttributeValue.S("v");
        DocumentPath path = new DocumentPath(List.of(new DocumentPath.Name("a"), new DocumentPath.Index(2)));
        Operand at = new Operand.At(path);
        Operand literal = new Operand.Literal(value);
        List<Condition> conditions = new ArrayList<>();
        for (Comparator comparator : Comparator.values()) {
            conditions.add(new Condition.Comparison(new Operand.Size(path), comparator, literal));
        }
        for (AttributeType type : AttributeType.values()) {
            conditions.add(new Condition.HasType(path, type));
        }
        conditions.add(new Condition.Between(at, literal, literal));
        conditions.add(new Condition.In(at, List.of(literal, at)));
        conditions.add(new Condition.BeginsWith(at, literal));
        conditions.add(new Condition.Contains(literal, at));
        Formula formula = new Formula.ListAppend(
                new Formula.IfNotExists(path, new Formula.At(DocumentPath.of("b"))), new Formula.Literal(value));
        List<UpdateAction> actions = List.of(
                new UpdateAction.Assign(path, formula),
                new UpdateAction.Assign(
                        DocumentPath.of("c"),
                        new Formula.Sum(
                                new Formula.At(path),
                                new Formula.Difference(new Formula.At(path), new Formula.Literal(value)))),
                new UpdateAction.Remove(path),
                new UpdateAction.Add(path, value),
                new UpdateAction.DeleteElements(path, value));
        ByteString key =
                ItemCodec.encode(Item.builder().set("p", "a").set("s", 1).build());

        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("conditions", write(ID, new ItemWrite.Delete(), new Condition.And(conditions), ReturnValues.NONE));
        commands.put("updates", write(ID, new ItemWrite.Update(key, actions), null, ReturnValues.NONE));
        commands.put("only-removals", onlyTakingAway());
        commands.put(
                "sizes",
                new Command.Write(KEY, 2, 3, 4, ID, new ItemWrite.Delete(), null, ReturnValues.NONE, false, true));
        commands.putAll(installs());
        return commands;
    }

    /** All kinds of what only format 4 says. */
    private static Map<String, Command> newestCommands() {
        EncodedKey withoutSortKey = new EncodedKey(3, KEY.token(), PARTITION_KEY, ByteString.EMPTY);
        return Map.of(
                "expire",
                new Command.Expire(
                        3,
                        5,
                        3,
                        0x0102030405060708L,
                        List.of(
                                new Command.SeenItem(KEY, 0x1112131415161718L),
                                new Command.SeenItem(withoutSortKey, 1))));
    }

    private static Command.Write lastAttempt() {
        return new Command.Write(KEY, 2, 3, 4, ID, new ItemWrite.Delete(), null, ReturnValues.NONE, false, false, true);
    }

    /** All kinds of what only format 6 says. */
    private static Map<String, Command> transactionCommands() {
        Map<String, Command> commands = new LinkedHashMap<>();
        TransactionStepsOfTests.logged()
                .forEach((name, step) -> commands.put(name, new Command.Transaction(step, 0x0102030405060708L)));
        return commands;
    }

    private static Command.Write write(
            WriteId id, ItemWrite.Action action, @Nullable Condition condition, ReturnValues returns) {
        return new Command.Write(
                KEY, 2, 3, 0x0102030405060708L, id, action, condition, returns, returns == ReturnValues.ALL_NEW);
    }
}
