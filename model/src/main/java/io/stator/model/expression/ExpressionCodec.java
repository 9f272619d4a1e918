package io.stator.model.expression;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Trees as bytes: the wire format of stator.v1.Condition, UpdateAction and Projection (item.proto), for requests and for
 * logs.
 *
 * <p>What is written is canonical; what is read must be so, too, in the order of its fields, and is refused otherwise:
 * untrusted bytes cost no more memory than they have, and no more stack than {@link
 * io.stator.model.Limits#CONDITION_LEVELS_MAX} allows. What a tree that was read says is not checked; {@link
 * ExpressionRules} does that.
 *
 * <p>Basic are the trees that there were first, which commands of format 2 can say. They have the bytes that they had then.
 */
public final class ExpressionCodec {
    private ExpressionCodec() {}

    /** @throws io.stator.model.StatorException ValidationException if it is nested too deeply */
    public static ByteString encode(Condition condition) {
        return ConditionCodec.encode(condition, 1);
    }

    /** @throws io.stator.model.StatorException ValidationException if it is no condition */
    public static Condition decodeCondition(ByteString encoded) {
        return ConditionCodec.decode(encoded);
    }

    public static boolean isBasic(Condition condition) {
        return ConditionCodec.isBasic(condition);
    }

    /** @throws io.stator.model.StatorException ValidationException if it is nested too deeply */
    public static ByteString encode(UpdateAction action) {
        return UpdateCodec.encode(action);
    }

    /** @throws io.stator.model.StatorException ValidationException if it is no action */
    public static UpdateAction decodeAction(ByteString encoded) {
        return UpdateCodec.decode(encoded);
    }

    public static boolean isBasic(UpdateAction action) {
        return UpdateCodec.isBasic(action);
    }

    public static ByteString encode(Projection projection) {
        List<ByteString> paths = new ArrayList<>(projection.paths().size());
        for (DocumentPath path : projection.paths()) {
            paths.add(WireMessage.field(1, PathCodec.encode(path)));
        }
        return WireMessage.message(paths);
    }

    /** @throws io.stator.model.StatorException ValidationException if it is no projection */
    public static Projection decodeProjection(ByteString encoded) {
        return new Projection(WireMessage.read(encoded).repeated(1).stream()
                .map(PathCodec::decode)
                .toList());
    }
}
