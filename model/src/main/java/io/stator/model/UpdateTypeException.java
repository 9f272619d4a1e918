package io.stator.model;

/** An update wants an attribute, or an operand, of another type than it has. Nothing was done. */
public final class UpdateTypeException extends StatorException {
    private static final long serialVersionUID = 1L;

    public UpdateTypeException() {
        super(ErrorCode.VALIDATION, ErrorMessages.UPDATE_OF_WRONG_TYPE);
    }
}
