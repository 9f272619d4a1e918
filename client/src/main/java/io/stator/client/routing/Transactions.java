package io.stator.client.routing;

import com.google.protobuf.ByteString;
import io.stator.model.ErrorMessages;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactWrite;
import io.stator.proto.v1.TransactWriteRequest;
import java.util.List;

/** What transactions must be, whatever their tables are: asked where they are sent, and where they are served. Stateless. */
public final class Transactions {
    /** Encoded, with conditions and actions: nodes take no larger messages, and the stream would break for all that share it. */
    static final int REQUEST_BYTES_MAX = 16 << 20;

    private Transactions() {}

    /** @throws StatorException ValidationException */
    public static void check(TransactWriteRequest request) {
        checkCount(request.getWritesCount());
        if (request.getToken().length() > Limits.TRANSACTION_TOKEN_CHARS_MAX) {
            throw StatorException.validation("1 validation error detected: Value '" + request.getToken()
                    + "' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to "
                    + Limits.TRANSACTION_TOKEN_CHARS_MAX);
        }
        if (request.getSerializedSize() > REQUEST_BYTES_MAX) {
            throw StatorException.validation("The request is too large: more than " + REQUEST_BYTES_MAX + " bytes");
        }
        checkItemBytes(request);
    }

    /** Looks closely only if the request itself is so large: no item is larger by DynamoDB's rule than it is encoded. */
    private static void checkItemBytes(TransactWriteRequest request) {
        if (request.getSerializedSize() <= Limits.TRANSACTION_BYTES_MAX) {
            return;
        }
        long bytes = 0;
        for (TransactWrite write : request.getWritesList()) {
            bytes += ItemSize.of(ItemCodec.decode(keyed(write)));
        }
        if (bytes > Limits.TRANSACTION_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.TRANSACTION_TOO_LARGE);
        }
    }

    /** @throws StatorException ValidationException */
    public static void check(TransactGetRequest request) {
        checkCount(request.getGetsCount());
    }

    private static void checkCount(int items) {
        if (items == 0) {
            throw StatorException.validation(
                    "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy"
                            + " constraint: Member must have length greater than or equal to 1");
        }
        if (items > Limits.TRANSACTION_ITEMS_MAX) {
            throw StatorException.validation("1 validation error detected: Value at 'transactItems' failed to satisfy"
                    + " constraint: Member must have length less than or equal to " + Limits.TRANSACTION_ITEMS_MAX);
        }
    }

    /**
     * What names each of its items: all of what is put, and otherwise the key.
     *
     * @throws StatorException ValidationException
     */
    static List<TransactionCall.Keyed> items(TransactWriteRequest request) {
        return request.getWritesList().stream()
                .map(write -> new TransactionCall.Keyed(write.getTable(), ItemCodec.decode(keyed(write))))
                .toList();
    }

    /** What has the key attributes. */
    private static ByteString keyed(TransactWrite write) {
        return switch (write.getActionCase()) {
            case PUT_ITEM -> write.getPutItem();
            case UPDATE -> write.getUpdate().getKey();
            case DELETE_KEY -> write.getDeleteKey();
            case CHECK_KEY -> write.getCheckKey();
            case ACTION_NOT_SET ->
                throw StatorException.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        };
    }

    /** @throws StatorException ValidationException */
    static List<TransactionCall.Keyed> items(TransactGetRequest request) {
        return request.getGetsList().stream()
                .map(get -> new TransactionCall.Keyed(get.getTable(), ItemCodec.decode(get.getKey())))
                .toList();
    }
}
