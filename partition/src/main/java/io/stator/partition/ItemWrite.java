package io.stator.partition;

import com.google.protobuf.ByteString;
import io.stator.model.Condition;
import io.stator.model.EncodedKey;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.UpdateAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write of one item, validated and ready for the log.
 *
 * @param epoch by which it was routed
 */
public record ItemWrite(
        TableInfo table,
        EncodedKey key,
        long epoch,
        Action action,
        @Nullable Condition condition,
        ReturnValues returnValues,
        boolean returnItemOnConditionFailure,
        WriteId id) {

    /** What it does. */
    public sealed interface Action {}

    /** @param item encoded, with its key attributes */
    public record Put(ByteString item) implements Action {}

    /** @param key the key attributes, encoded as an item: an absent item starts from them */
    public record Update(ByteString key, List<UpdateAction> actions) implements Action {}

    public record Delete() implements Action {}
}
