package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.model.ItemCodec;
import io.stator.model.TableInfo;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ExpressionRules;
import io.stator.model.expression.ItemProjection;
import io.stator.model.expression.Projection;
import io.stator.partition.ItemSelection;
import io.stator.partition.SizedItem;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What of the items requests want, checked. Stateless; every method throws a ValidationException for what is malformed. */
final class Selections {
    private Selections() {}

    /** What only the table's schema can tell of the filter is checked by the function. */
    static Function<TableInfo, ItemSelection> of(QueryRequest request) {
        Condition filter = request.hasFilter() ? ExpressionCodec.decodeCondition(request.getFilter()) : null;
        ItemProjection projection = projection(request.hasProjection(), request.getProjection());
        return table -> {
            if (filter != null) {
                ExpressionRules.queryFilter(table, filter);
            }
            return new ItemSelection(filter, projection, request.getCountOnly());
        };
    }

    static Function<TableInfo, ItemSelection> of(ScanRequest request) {
        Condition filter = request.hasFilter() ? ExpressionCodec.decodeCondition(request.getFilter()) : null;
        if (filter != null) {
            ExpressionRules.scanFilter(filter);
        }
        ItemSelection selection = new ItemSelection(
                filter, projection(request.hasProjection(), request.getProjection()), request.getCountOnly());
        return table -> selection;
    }

    /** Null: the whole item is wanted. */
    static @Nullable ItemProjection projection(boolean given, ByteString encoded) {
        if (!given) {
            return null;
        }
        Projection projection = ExpressionCodec.decodeProjection(encoded);
        ExpressionRules.projection(projection);
        return new ItemProjection(projection.paths());
    }

    /** Of a stored item; its size stays that of the whole one. */
    static SizedItem projected(SizedItem found, @Nullable ItemProjection projection) {
        return projection == null
                ? found
                : new SizedItem(ItemCodec.encode(projection.of(ItemCodec.decode(found.item()))), found.sizeBytes());
    }
}
