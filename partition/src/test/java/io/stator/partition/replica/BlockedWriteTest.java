package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.TransactionFixture.OTHER;
import static io.stator.partition.replica.TransactionFixture.SECOND;
import static io.stator.partition.replica.TransactionFixture.header;
import static io.stator.partition.replica.TransactionFixture.prepare;
import static io.stator.partition.replica.TransactionFixture.put;
import static io.stator.partition.replica.TransactionFixture.putChange;
import static io.stator.partition.replica.TransactionFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ReturnValues;
import io.stator.partition.CommandOutcome;
import io.stator.partition.ItemWrite;
import io.stator.partition.PartitionSettings;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write that meets an intent changes nothing, and is done at most once, whatever becomes of its attempts. */
class BlockedWriteTest {
    private static final TransactionHeader HEADER = header(1, 1_000_000);
    private static final Item WRITTEN = with(SECOND, "written");
    private static final Item WANTED = with(SECOND, "wanted by the transaction");

    @TempDir
    private Path directory;

    private PartitionFixture fixture;
    private TransactionFixture transactions;
    private IntentStamp stamp = new IntentStamp(0);

    @BeforeEach
    void open() throws IOException {
        fixture = new PartitionFixture(directory.resolve("replica"));
        transactions = new TransactionFixture(fixture);
        stamp = transactions.prepared(prepare(HEADER, put(WANTED)), 10);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private static ItemWrite write(String id) {
        WriteId writeId = id.isEmpty() ? WriteId.NONE : new WriteId(ByteString.copyFromUtf8(id), 0);
        return new ItemWrite(
                TABLE,
                OTHER,
                EPOCH,
                new ItemWrite.Put(ItemCodec.encode(WRITTEN)),
                null,
                ReturnValues.NONE,
                false,
                writeId);
    }

    private void drop() {
        transactions.answer(new TransactionMessage.Drop(OTHER, HEADER.id(), stamp), 20);
    }

    private static WriteOutcome done() {
        return new WriteOutcome.Done(null);
    }

    @Test
    void aBlockedWriteMayBeDoneLater() {
        WriteOutcome blocked = new WriteOutcome.Blocked(new Intent(HEADER, OTHER, stamp, putChange(WANTED), null));
        assertThat(fixture.run(write("a"))).isEqualTo(blocked);
        assertThat(fixture.run(write(""))).isEqualTo(blocked);
        assertThat(fixture.partition.writeCount()).isZero();
        assertThat(transactions.value(OTHER).item()).isNull();
        drop();
        assertThat(fixture.run(write("a"))).isEqualTo(done());
        assertThat(fixture.get(SECOND)).isEqualTo(WRITTEN);
        assertThat(fixture.partition.writeCount()).isEqualTo(1);
    }

    @Test
    void theLastAttemptsConflictIsItsAnswerForEver() throws IOException {
        assertThat(fixture.run(write("a"))).isInstanceOf(WriteOutcome.Blocked.class);
        assertThat(fixture.run(write("a").withLastAttempt())).isEqualTo(new WriteOutcome.Conflicted());
        assertThat(fixture.run(write("").withLastAttempt())).isEqualTo(new WriteOutcome.Conflicted());
        assertThat(fixture.partition.writeCount()).isEqualTo(1);
        drop();
        assertThat(fixture.run(write("a"))).as("a late copy").isEqualTo(new WriteOutcome.Conflicted());
        assertThat(fixture.get(SECOND)).isNull();
        List<List<byte[]>> log = fixture.replica.log();
        fixture.close();
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine reopened = PartitionStateMachine.open(
                        directory.resolve("replica"), environment, PartitionSettings.DEFAULT)) {
            byte[] copy = PartitionFixture.command(write("a"), 30);
            assertThat(MemoryReplica.apply(reopened, log.size(), List.of(copy)))
                    .containsExactly(new CommandOutcome.Written(new WriteOutcome.Conflicted()));
        }
        fixture = new PartitionFixture(directory.resolve("another"));
    }

    @Test
    void theLastAttemptIsDoneIfNothingIsInItsWay() {
        drop();
        assertThat(fixture.run(write("a").withLastAttempt())).isEqualTo(done());
        assertThat(fixture.get(SECOND)).isEqualTo(WRITTEN);
    }

    /** An earlier attempt was done, and its answer lost: what came since is none of this write's concern. */
    @Test
    void aRetryOfWhatWasDoneIsNotBlocked() {
        drop();
        fixture.run(write("a"));
        transactions.prepared(prepare(header(2, 1_000_000), put(WANTED)), 30);
        assertThat(fixture.run(write("a"))).isEqualTo(done());
        assertThat(fixture.run(write("a").withLastAttempt())).isEqualTo(done());
        assertThat(fixture.run(write("b"))).isInstanceOf(WriteOutcome.Blocked.class);
    }

    @Test
    void writesKeepTheirOtherChoices() {
        ItemWrite write = write("a").withSizes().withLastAttempt();
        assertThat(write.returnSizes()).isTrue();
        assertThat(write.lastAttempt()).isTrue();
        assertThat(write("a").withLastAttempt().withSizes()).isEqualTo(write);
        assertThat(write("a").lastAttempt()).isFalse();
    }
}
