package io.stator.model;

import java.util.List;
import java.util.stream.Collectors;

/** Nothing of a transaction was done, nor ever will be by this request. */
public final class TransactionCanceledException extends StatorException {
    private static final long serialVersionUID = 1L;

    private final transient List<CancellationReason> reasons;

    /** @param reasons one for each item, in the order of the request */
    public TransactionCanceledException(List<CancellationReason> reasons) {
        super(ErrorCode.TRANSACTION_CANCELED, message(reasons));
        this.reasons = List.copyOf(reasons);
    }

    /** One for each item, in the order of the request. */
    public List<CancellationReason> reasons() {
        return reasons;
    }

    private static String message(List<CancellationReason> reasons) {
        return "Transaction cancelled, please refer cancellation reasons for specific reasons "
                + reasons.stream().map(reason -> reason.code().text()).collect(Collectors.joining(", ", "[", "]"));
    }
}
