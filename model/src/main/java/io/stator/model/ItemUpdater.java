package io.stator.model;

import java.util.List;

/** What an update makes of an item. Deterministic. */
public final class ItemUpdater {
    private ItemUpdater() {}

    /**
     * @param item the old item, or the key attributes if there was none
     * @throws StatorException ValidationException with DynamoDB's message: an operand of a wrong type, a
     *     number out of range, an item that grew too large
     */
    public static Item update(Item item, List<UpdateAction> actions) {
        throw new UnsupportedOperationException();
    }
}
