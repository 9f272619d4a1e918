package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.SortKeyRange;

/** Which items a query wants: those of one partition key, in a range of sort keys. */
public record KeyCondition(AttributeValue partitionKey, SortKeyRange sortKey) {}
