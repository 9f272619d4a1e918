package io.stator.model.expression.text;

import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Operand;
import io.stator.model.expression.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What expressions may not do with key attributes, which DynamoDB checks when it knows the table. */
public final class KeyUse {
    private KeyUse() {}

    /** A query's filter has no attributes of the key of the table or index that is queried. */
    public static void requireNoKeyAttributes(Condition filter, TableSchema schema) {
        List<DocumentPath> paths = paths(filter);
        for (String key : keys(schema)) {
            if (paths.stream().anyMatch(path -> path.attribute().equals(key))) {
                throw StatorException.validation("Filter Expression can only contain non-primary key attributes: "
                        + "Primary key attribute: " + key);
            }
        }
    }

    /** No path leads into a key attribute: it is no document. */
    public static void requireScalarKeys(Condition condition, TableSchema schema) {
        requireScalarKeys(paths(condition), schema);
    }

    /** As for a condition. */
    public static void requireScalarKeys(Projection projection, TableSchema schema) {
        requireScalarKeys(projection.paths(), schema);
    }

    private static void requireScalarKeys(List<DocumentPath> paths, TableSchema schema) {
        Set<String> keys = Set.copyOf(keys(schema));
        for (DocumentPath path : paths) {
            if (path.elements().size() > 1 && keys.contains(path.attribute())) {
                throw StatorException.validation("Key attributes must be scalars; list random access '[]' and map "
                        + "lookup '.' are not allowed: Key: " + path.attribute());
            }
        }
    }

    private static List<String> keys(TableSchema schema) {
        List<String> keys = new ArrayList<>();
        keys.add(schema.partitionKey().name());
        schema.optionalSortKey().ifPresent(sortKey -> keys.add(sortKey.name()));
        return keys;
    }

    /** All that a condition looks at, from left to right. */
    private static List<DocumentPath> paths(Condition condition) {
        List<DocumentPath> paths = new ArrayList<>();
        collect(condition, paths);
        return paths;
    }

    private static void collect(Condition condition, List<DocumentPath> paths) {
        if (condition instanceof Condition.And and) {
            and.operands().forEach(operand -> collect(operand, paths));
        } else if (condition instanceof Condition.Or or) {
            or.operands().forEach(operand -> collect(operand, paths));
        } else if (condition instanceof Condition.Not not) {
            collect(not.operand(), paths);
        } else if (condition instanceof Condition.AttributeExists exists) {
            paths.add(exists.path());
        } else if (condition instanceof Condition.AttributeNotExists notExists) {
            paths.add(notExists.path());
        } else if (condition instanceof Condition.HasType hasType) {
            paths.add(hasType.path());
        } else {
            operands(condition).forEach(operand -> collect(operand, paths));
        }
    }

    private static List<Operand> operands(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        }
        if (condition instanceof Condition.Between between) {
            return List.of(between.operand(), between.lower(), between.upper());
        }
        if (condition instanceof Condition.BeginsWith beginsWith) {
            return List.of(beginsWith.operand(), beginsWith.prefix());
        }
        if (condition instanceof Condition.Contains contains) {
            return List.of(contains.operand(), contains.element());
        }
        Condition.In in = (Condition.In) condition;
        List<Operand> operands = new ArrayList<>();
        operands.add(in.operand());
        operands.addAll(in.candidates());
        return operands;
    }

    private static void collect(Operand operand, List<DocumentPath> paths) {
        if (operand instanceof Operand.At at) {
            paths.add(at.path());
        } else if (operand instanceof Operand.Size size) {
            paths.add(size.path());
        }
    }
}
