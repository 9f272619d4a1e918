package io.stator.client;

import io.stator.model.Item;
import java.util.List;
import java.util.Map;

/**
 * @param items by table, in no order; absent items are left out
 * @param unprocessed to be asked again
 */
public record BatchGetResult(Map<String, List<Item>> items, BatchGet unprocessed) {}
