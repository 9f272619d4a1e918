package io.stator.gateway.operation;

import io.stator.client.routing.DataCalls;
import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiOperation;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All operations that DynamoDB has, by name. */
public final class Operations {
    /** Refused, each by its name. */
    private static final List<String> NOT_YET = List.of(
            "BatchExecuteStatement",
            "CancelBulkOperation",
            "CreateBackup",
            "CreateGlobalTable",
            "DeleteBackup",
            "DeleteResourcePolicy",
            "DescribeBackup",
            "DescribeBulkOperation",
            "DescribeContinuousBackups",
            "DescribeContributorInsights",
            "DescribeExport",
            "DescribeGlobalTable",
            "DescribeGlobalTableSettings",
            "DescribeImport",
            "DescribeKinesisStreamingDestination",
            "DescribeTableReplicaAutoScaling",
            "DisableKinesisStreamingDestination",
            "EnableKinesisStreamingDestination",
            "ExecuteStatement",
            "ExecuteTransaction",
            "ExportTableToPointInTime",
            "GetResourcePolicy",
            "ImportTable",
            "ListBackups",
            "ListBulkOperations",
            "ListContributorInsights",
            "ListExports",
            "ListGlobalTables",
            "ListImports",
            "PutResourcePolicy",
            "RestoreTableFromBackup",
            "RestoreTableToPointInTime",
            "SearchVectors",
            "StartBulkPutItems",
            "UpdateContinuousBackups",
            "UpdateContributorInsights",
            "UpdateGlobalTable",
            "UpdateGlobalTableSettings",
            "UpdateKinesisStreamingDestination",
            "UpdateTableReplicaAutoScaling");

    private Operations() {}

    /**
     * @param endpoint host:port where clients reach this node's gateway: what DescribeEndpoints answers
     * @param clock for what is told of a day, such as how often a table's throughput was decreased
     */
    public record Settings(TableArns arns, String endpoint, Clock clock) {}

    /** @return by name; not to be modified */
    public static Map<String, ApiOperation> all(DataCalls data, TableCalls tables, Settings settings) {
        Cluster cluster = new Cluster(data, tables, settings.arns());
        TableDescription description = new TableDescription(settings.arns(), settings.clock());
        Map<String, ApiOperation> operations = new LinkedHashMap<>();
        operations.put("PutItem", new PutItem(cluster));
        operations.put("GetItem", new GetItem(cluster));
        operations.put("UpdateItem", new UpdateItem(cluster));
        operations.put("DeleteItem", new DeleteItem(cluster));
        operations.put("Query", new Query(cluster));
        operations.put("Scan", new Scan(cluster));
        operations.put("BatchGetItem", new BatchGetItem(cluster));
        operations.put("BatchWriteItem", new BatchWriteItem(cluster));
        operations.put("TransactGetItems", new TransactGetItems(cluster));
        operations.put("TransactWriteItems", new TransactWriteItems(cluster));
        operations.put("CreateTable", new CreateTable(tables, description));
        operations.put("DescribeTable", new DescribeTable(tables, description));
        operations.put("UpdateTable", new UpdateTable(tables, description));
        operations.put("DeleteTable", new DeleteTable(tables, description));
        operations.put("ListTables", new ListTables(tables));
        operations.put("TagResource", new TagResource(tables));
        operations.put("UntagResource", new UntagResource(tables));
        operations.put("ListTagsOfResource", new ListTagsOfResource(tables));
        operations.put("UpdateTimeToLive", new UpdateTimeToLive(tables));
        operations.put("DescribeTimeToLive", new DescribeTimeToLive(tables));
        operations.put("DescribeLimits", new DescribeLimits());
        operations.put("DescribeEndpoints", new DescribeEndpoints(settings.endpoint()));
        NOT_YET.forEach(name -> operations.put(name, new NotYet(name)));
        return Map.copyOf(operations);
    }
}
