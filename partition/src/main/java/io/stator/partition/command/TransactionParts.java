package io.stator.partition.command;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import io.stator.model.StatorException;
import io.stator.proto.v1.CountedIntent;
import io.stator.proto.v1.ItemPlace;
import io.stator.proto.v1.TransactionToken;
import io.stator.txn.CountedIntents;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What messages, intents and records of transactions have in common, to and from transaction.proto. What is read is checked for its shape only. */
final class TransactionParts {
    private TransactionParts() {}

    static StatorException malformed(String what) {
        return StatorException.validation("Malformed step of a transaction: " + what);
    }

    static ItemPlace toProto(EncodedKey key) {
        return ItemPlace.newBuilder()
                .setTableId(key.tableId())
                .setPartitionKey(key.partitionKey())
                .setSortKey(key.sortKey())
                .build();
    }

    /** A key that is not whole would lie among those of other items. */
    static EncodedKey fromProto(ItemPlace place) {
        ByteString partitionKey = place.getPartitionKey();
        ByteString sortKey = place.getSortKey();
        if (!isOneValue(partitionKey) || !(sortKey.isEmpty() || isOneValue(sortKey))) {
            throw malformed("a key");
        }
        return new EncodedKey(
                place.getTableId(), KeyCodec.token(place.getTableId(), partitionKey), partitionKey, sortKey);
    }

    private static boolean isOneValue(ByteString encoded) {
        byte[] bytes = encoded.toByteArray();
        try {
            return KeyCodec.lengthAt(bytes, 0) == bytes.length;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static List<ItemPlace> toProto(List<EncodedKey> keys) {
        return keys.stream().map(TransactionParts::toProto).toList();
    }

    static List<EncodedKey> fromProto(List<ItemPlace> places) {
        return places.stream().map(TransactionParts::fromProto).toList();
    }

    static io.stator.proto.v1.TransactionHeader toProto(TransactionHeader header) {
        return io.stator.proto.v1.TransactionHeader.newBuilder()
                .setId(header.id().bytes())
                .setAnchor(toProto(header.anchor()))
                .setDeadline(header.deadline())
                .build();
    }

    static TransactionHeader fromProto(io.stator.proto.v1.TransactionHeader header) {
        return new TransactionHeader(id(header.getId()), fromProto(header.getAnchor()), header.getDeadline());
    }

    static TransactionId id(ByteString bytes) {
        if (bytes.size() != TransactionId.BYTES) {
            throw malformed("an id");
        }
        return new TransactionId(bytes);
    }

    static TransactionToken toProto(RequestToken token) {
        return TransactionToken.newBuilder()
                .setToken(token.token())
                .setParameters(token.parameters())
                .build();
    }

    static RequestToken fromProto(TransactionToken token) {
        return new RequestToken(token.getToken(), token.getParameters());
    }

    static List<CountedIntent> toProto(CountedIntents intents) {
        List<CountedIntent> proto = new ArrayList<>(intents.stamps().size());
        intents.stamps()
                .forEach((key, stamp) -> proto.add(CountedIntent.newBuilder()
                        .setPlace(toProto(key))
                        .setStamp(stamp.version())
                        .build()));
        return proto;
    }

    static CountedIntents counted(List<CountedIntent> proto) {
        Map<EncodedKey, IntentStamp> stamps = new HashMap<>();
        for (CountedIntent intent : proto) {
            if (stamps.put(fromProto(intent.getPlace()), new IntentStamp(intent.getStamp())) != null) {
                throw malformed("an item is counted twice");
            }
        }
        return new CountedIntents(stamps);
    }
}
