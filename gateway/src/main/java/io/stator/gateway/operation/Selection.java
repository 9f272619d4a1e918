package io.stator.gateway.operation;

import io.stator.model.StatorException;

/** What of items a query or a scan wants: how Select goes with the members that name attributes. */
final class Selection {
    private Selection() {}

    static boolean isCount(ItemRequest request) {
        return "COUNT".equals(request.select);
    }

    /**
     * For a Select that has passed its constraint.
     *
     * @param prefix of the message: DynamoDB has one for Query that it has not for Scan
     * @throws StatorException a ValidationException
     */
    static void check(ItemRequest request, String prefix) {
        String select = request.select;
        if (select == null) {
            return;
        }
        String naming = request.projectionExpression != null
                ? "ProjectionExpression"
                : request.attributesToGet != null ? "AttributesToGet" : null;
        switch (select) {
            case "SPECIFIC_ATTRIBUTES" -> {
                if (naming == null) {
                    throw StatorException.validation(
                            prefix + "Must specify the AttributesToGet or ProjectionExpression "
                                    + "when choosing to get SPECIFIC_ATTRIBUTES");
                }
            }
            case "ALL_PROJECTED_ATTRIBUTES", "ALL_ATTRIBUTES", "COUNT" -> {
                if (naming != null) {
                    throw StatorException.validation(prefix + "Cannot specify the " + naming + " when choosing to get "
                            + (isCount(request) ? "only the Count" : select));
                }
                if (select.equals("ALL_PROJECTED_ATTRIBUTES") && request.indexName == null) {
                    throw StatorException.validation(
                            prefix + "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
                }
            }
            default -> throw new IllegalArgumentException("select " + select);
        }
    }
}
