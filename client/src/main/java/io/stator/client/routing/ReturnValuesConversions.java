package io.stator.client.routing;

import io.stator.model.ReturnValues;
import io.stator.model.StatorException;

/**
 * What a write answers with, model and message. What comes from a message is untrusted: a malformed one is a
 * ValidationException. Stateless.
 */
public final class ReturnValuesConversions {
    private ReturnValuesConversions() {}

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
}
