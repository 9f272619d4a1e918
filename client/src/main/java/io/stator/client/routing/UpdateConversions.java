package io.stator.client.routing;

import io.stator.model.AttributeValue;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.UpdateAction;

/**
 * Update actions and what a write answers with, model and message. What comes from a message is
 * untrusted: a malformed one is a ValidationException. Stateless.
 */
public final class UpdateConversions {
    private UpdateConversions() {}

    public static io.stator.proto.v1.UpdateAction toProto(UpdateAction action) {
        io.stator.proto.v1.UpdateAction.Builder builder =
                io.stator.proto.v1.UpdateAction.newBuilder().setAttribute(action.attribute());
        if (action instanceof UpdateAction.SetValue set) {
            builder.setSet(ValueConversions.toProto(set.value()));
        } else if (action instanceof UpdateAction.Remove) {
            builder.setRemove(true);
        } else if (action instanceof UpdateAction.Add add) {
            builder.setAdd(ValueConversions.toProto(add.value()));
        } else if (action instanceof UpdateAction.DeleteElements delete) {
            builder.setDelete(ValueConversions.toProto(delete.value()));
        } else if (action instanceof UpdateAction.Append append) {
            builder.setAppend(ValueConversions.toProto(append.values()));
        } else {
            throw new IllegalStateException("unknown action " + action.getClass());
        }
        return builder.build();
    }

    public static UpdateAction fromProto(io.stator.proto.v1.UpdateAction action) {
        String attribute = action.getAttribute();
        return switch (action.getActionCase()) {
            case SET -> new UpdateAction.SetValue(attribute, ValueConversions.fromProto(action.getSet()));
            case REMOVE -> new UpdateAction.Remove(attribute);
            case ADD -> new UpdateAction.Add(attribute, ValueConversions.fromProto(action.getAdd()));
            case DELETE -> new UpdateAction.DeleteElements(attribute, ValueConversions.fromProto(action.getDelete()));
            case APPEND -> new UpdateAction.Append(attribute, list(ValueConversions.fromProto(action.getAppend())));
            case ACTION_NOT_SET -> throw StatorException.validation("An update action is empty");
        };
    }

    public static io.stator.proto.v1.ReturnValues toProto(ReturnValues returnValues) {
        return switch (returnValues) {
            case NONE -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_NONE;
            case ALL_OLD -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_ALL_OLD;
            case UPDATED_OLD -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_UPDATED_OLD;
            case ALL_NEW -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_ALL_NEW;
            case UPDATED_NEW -> io.stator.proto.v1.ReturnValues.RETURN_VALUES_UPDATED_NEW;
        };
    }

    public static ReturnValues fromProto(io.stator.proto.v1.ReturnValues returnValues) {
        return switch (returnValues) {
            case RETURN_VALUES_NONE -> ReturnValues.NONE;
            case RETURN_VALUES_ALL_OLD -> ReturnValues.ALL_OLD;
            case RETURN_VALUES_UPDATED_OLD -> ReturnValues.UPDATED_OLD;
            case RETURN_VALUES_ALL_NEW -> ReturnValues.ALL_NEW;
            case RETURN_VALUES_UPDATED_NEW -> ReturnValues.UPDATED_NEW;
            case UNRECOGNIZED -> throw StatorException.validation("Unknown return values");
        };
    }

    private static AttributeValue.L list(AttributeValue value) {
        if (value instanceof AttributeValue.L list) {
            return list;
        }
        throw StatorException.validation("What an update action appends must be a list");
    }
}
