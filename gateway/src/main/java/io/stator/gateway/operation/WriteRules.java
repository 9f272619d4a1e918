package io.stator.gateway.operation;

import com.google.protobuf.ByteString;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.RequestIdentity;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.expression.Condition;
import io.stator.model.expression.text.KeyUse;
import io.stator.proto.v1.ReturnValues;
import org.jspecify.annotations.Nullable;

/** What writes of one item have in common. */
final class WriteRules {
    private WriteRules() {}

    /** What names the write among its attempts; empty if the client does not say. */
    static ByteString requestId(ApiRequest request) {
        return request.identity().map(RequestIdentity::id).orElse(ByteString.EMPTY);
    }

    /** @param member one of DynamoDB's names, as constraints have seen to; null: NONE */
    static ReturnValues returnValues(@Nullable String member) {
        return member == null ? ReturnValues.RETURN_VALUES_NONE : ReturnValues.valueOf("RETURN_VALUES_" + member);
    }

    /** For a put or a delete, which leave nothing but the old item to be returned. */
    static ReturnValues oldValues(@Nullable String member) {
        ReturnValues values = returnValues(member);
        if (values != ReturnValues.RETURN_VALUES_NONE && values != ReturnValues.RETURN_VALUES_ALL_OLD) {
            throw StatorException.validation("ReturnValues can only be ALL_OLD or NONE");
        }
        return values;
    }

    /** What a put or a delete depends on. */
    static @Nullable Condition condition(ItemRequest request) {
        ItemExpressions expressions = ItemExpressions.of(request);
        Condition condition = expressions.condition();
        expressions.requireAllUsed();
        return condition;
    }

    /** That the condition looks into no attribute of the key. */
    static void keyPaths(@Nullable Condition condition, TableInfo table) {
        if (condition != null) {
            KeyUse.requireScalarKeys(condition, table.schema());
        }
    }

    /**
     * An item that is too large is refused before anybody looks for the table.
     *
     * @param bodyBytes of the request: no item is larger than its JSON, so that most need not be measured
     */
    static void itemSize(Item item, int bodyBytes) {
        if (bodyBytes > Limits.ITEM_BYTES_MAX && ItemSize.of(item) > Limits.ITEM_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.ITEM_TOO_LARGE);
        }
    }
}
