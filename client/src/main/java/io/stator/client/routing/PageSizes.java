package io.stator.client.routing;

import io.stator.model.Limits;
import io.stator.model.StatorException;

/** What a request may say about a page's size. */
final class PageSizes {
    private PageSizes() {}

    static void check(int limit, int pageBytes) {
        if (limit < 0) {
            throw StatorException.validation("1 validation error detected: Value '" + limit
                    + "' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
        }
        if (pageBytes < 0 || pageBytes > Limits.PAGE_BYTES_MAX) {
            throw StatorException.validation("page_bytes: at most " + Limits.PAGE_BYTES_MAX + " are possible");
        }
    }

    static int pageBytes(int asked) {
        return asked == 0 ? Limits.PAGE_BYTES_MAX : asked;
    }
}
