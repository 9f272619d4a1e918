package io.stator.partition.apply;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stator.model.Bounds;
import io.stator.model.TableInfo;
import io.stator.partition.command.TableCodec;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.StateKey;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.proto.v1.Table;
import java.io.IOException;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a partition keeps beside its items. Immutable. In the store: a stator.v1.PartitionState, a
 * stator.v1.Table for each installed table, and the ids of dropped ones. The format of the first is that of the tables,
 * too: whatever entry writes a table writes it as well.
 *
 * @param lastVersion the highest that was taken, by a write or by what takes its place in their order
 * @param highestDeleteVersion the version of every absent key
 * @param writes how many were answered, and are remembered
 * @param horizon a stamp: no transaction with a deadline up to it begins here any more; 0: there were no transactions
 */
public record PartitionState(
        PartitionView view,
        long lastVersion,
        long highestDeleteVersion,
        WriteCounts writes,
        IdRanges dropped,
        long horizon) {
    /** The newest that is read. */
    private static final int FORMAT = 4;

    /** Of one without a horizon: versions that know no transactions keep the same bytes. */
    private static final int FORMAT_WITHOUT_HORIZON = 3;

    /** Had no write counts; 2 had no time to live of tables. */
    private static final int FORMAT_OLDEST = 1;

    /** Of a partition without transactions. */
    public PartitionState(
            PartitionView view, long lastVersion, long highestDeleteVersion, WriteCounts writes, IdRanges dropped) {
        this(view, lastVersion, highestDeleteVersion, writes, dropped, 0);
    }

    /** The id of no table, under which the dropped ones lie. */
    private static final long DROPPED_ID = 0;

    public static PartitionState load(StoreReads store) throws IOException {
        // Its format first: what else there is may be as unknown as that.
        io.stator.proto.v1.PartitionState stored = decode(store.get(StateKey.PARTITION.key()));
        IdRanges dropped = IdRanges.EMPTY;
        TreeMap<Long, TableInfo> tables = new TreeMap<>();
        try (StoreCursor cursor = store.cursor(KeySpace.TABLE.range(), CursorOptions.FORWARD)) {
            while (cursor.next()) {
                long id = KeySpace.TABLE.id(cursor.key());
                if (id == DROPPED_ID) {
                    dropped = IdRanges.decode(cursor.value());
                } else {
                    tables.put(id, decodeTable(id, cursor.value()));
                }
            }
        }
        return load(stored, tables, dropped);
    }

    /** All but the tables and the ids of dropped ones. */
    static PartitionState loadWithoutTables(StoreReads store) throws IOException {
        return load(decode(store.get(StateKey.PARTITION.key())), new TreeMap<>(), IdRanges.EMPTY);
    }

    private static io.stator.proto.v1.@Nullable PartitionState decode(byte @Nullable [] stored)
            throws CorruptStoreException {
        if (stored == null) {
            return null;
        }
        io.stator.proto.v1.PartitionState proto;
        try {
            proto = io.stator.proto.v1.PartitionState.parseFrom(stored);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptStoreException("malformed partition state", e);
        }
        if (Integer.compareUnsigned(proto.getFormat(), FORMAT) > 0) {
            throw CorruptStoreException.newer("the partition state in the store has", proto.getFormat(), FORMAT);
        }
        if (proto.getFormat() < FORMAT_OLDEST) {
            throw new CorruptStoreException("a partition state without a format");
        }
        return proto;
    }

    private static PartitionState load(
            io.stator.proto.v1.@Nullable PartitionState proto, TreeMap<Long, TableInfo> tables, IdRanges dropped)
            throws IOException {
        if (proto == null) {
            if (!tables.isEmpty()) {
                throw new CorruptStoreException("tables in a partition that was never established");
            }
            return new PartitionState(PartitionView.NONE, 0, 0, WriteCounts.NONE, dropped);
        }
        Bounds bounds;
        try {
            bounds = TableCodec.fromProto(proto.getBounds());
        } catch (RuntimeException e) {
            throw new CorruptStoreException("malformed partition state", e);
        }
        PartitionView view = new PartitionView(
                proto.getPartitionId(), proto.getEpoch(), bounds, Collections.unmodifiableSortedMap(tables));
        WriteCounts writes = new WriteCounts(proto.getWriteCount(), proto.getForgottenWrites());
        return new PartitionState(
                view,
                proto.getLastVersion(),
                proto.getHighestDeleteVersion(),
                writes,
                dropped,
                proto.getTransactionHorizon());
    }

    private static TableInfo decodeTable(long id, byte[] value) throws CorruptStoreException {
        TableInfo table;
        try {
            table = TableCodec.fromProto(Table.parseFrom(value));
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new CorruptStoreException("malformed table " + id, e);
        }
        if (table.id() != id) {
            throw new CorruptStoreException("table " + table.id() + " lies under the id " + id);
        }
        return table;
    }

    /** What the next write is given: stamps may go back, versions do not. */
    long nextVersion(long stamp) {
        return Math.max(stamp, lastVersion + 1);
    }

    PartitionState withItemVersion(long version) {
        return new PartitionState(view, version, highestDeleteVersion, writes, dropped, horizon);
    }

    PartitionState withDeleteVersion(long version) {
        return new PartitionState(view, version, version, writes, dropped, horizon);
    }

    /** Of a delete that was given its version some time ago. */
    PartitionState withDeleteVersionFrom(long version) {
        return new PartitionState(
                view,
                Math.max(lastVersion, version),
                Math.max(highestDeleteVersion, version),
                writes,
                dropped,
                horizon);
    }

    /** The same if it is as high already. */
    PartitionState withHorizonFrom(long stamp) {
        return stamp <= horizon
                ? this
                : new PartitionState(view, lastVersion, highestDeleteVersion, writes, dropped, stamp);
    }

    PartitionState with(PartitionView newView, IdRanges newDropped) {
        return new PartitionState(newView, lastVersion, highestDeleteVersion, writes, newDropped, horizon);
    }

    PartitionState with(WriteCounts newWrites) {
        return new PartitionState(view, lastVersion, highestDeleteVersion, newWrites, dropped, horizon);
    }

    /** Of everything but the tables. */
    byte[] encode() {
        io.stator.proto.v1.PartitionState.Builder proto = io.stator.proto.v1.PartitionState.newBuilder()
                .setFormat(horizon == 0 ? FORMAT_WITHOUT_HORIZON : FORMAT)
                .setPartitionId(view.partitionId())
                .setEpoch(view.epoch())
                .setLastVersion(lastVersion)
                .setHighestDeleteVersion(highestDeleteVersion)
                .setWriteCount(writes.count())
                .setForgottenWrites(writes.forgotten())
                .setTransactionHorizon(horizon);
        Bounds bounds = view.bounds();
        if (bounds != null) {
            proto.setBounds(TableCodec.toProto(bounds));
        }
        return proto.build().toByteArray();
    }

    static byte[] encodeTable(TableInfo table) {
        return TableCodec.toProto(table).toByteArray();
    }

    static byte[] droppedKey() {
        return KeySpace.TABLE.key(DROPPED_ID);
    }
}
