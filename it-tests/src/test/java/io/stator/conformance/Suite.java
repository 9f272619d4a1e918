package io.stator.conformance;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All tables of cases. */
final class Suite {
    private static final List<Supplier<List<Case>>> TABLES = List.of(
            PutItemConformance::table,
            GetItemConformance::table,
            UpdateItemConformance::table,
            DeleteItemConformance::table,
            QueryConformance::table,
            ScanConformance::table,
            BatchGetItemConformance::table,
            BatchWriteItemConformance::table,
            TransactGetItemsConformance::table,
            TransactWriteItemsConformance::table,
            TransactionsConformance::table,
            UpdateExpressionConformance::table,
            ConditionExpressionConformance::table,
            FilterExpressionConformance::table,
            KeyConditionConformance::table,
            ProjectionExpressionConformance::table,
            LegacyConformance::expectations,
            LegacyConformance::updates,
            CreateTableConformance::table,
            TablesConformance::describe,
            TablesConformance::update,
            TablesConformance::delete,
            TablesConformance::list,
            TablesConformance::limits,
            TablesConformance::endpoints,
            TagsConformance::tag,
            TagsConformance::untag,
            TagsConformance::listed,
            TagsConformance::expiry,
            TagsConformance::describedExpiry,
            ProtocolConformance::table);

    private Suite() {}

    /** Each of one chapter. */
    static Stream<List<Case>> tables() {
        return TABLES.stream().map(Supplier::get);
    }
}
