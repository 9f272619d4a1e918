package io.stator.clients;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteResult;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The enhanced client of the SDK for Java with a mapped bean: its extensions, paginators, batches and waiters. */
final class EnhancedClient {
    private static final String NINA = "Nina Simone";

    private final Steps steps = new Steps();
    private final DynamoDbClient client;
    private final DynamoDbEnhancedClient enhanced;
    private final DynamoDbTable<Song> songs;

    private EnhancedClient(DynamoDbClient client) {
        this.client = client;
        this.enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
        this.songs = enhanced.table(Steps.table("songs"), TableSchema.fromBean(Song.class));
    }

    public static void main(String[] arguments) {
        try (DynamoDbClient client = Steps.client()) {
            EnhancedClient program = new EnhancedClient(client);
            program.create();
            program.item();
            program.versions();
            program.batches();
            program.pages();
            program.errors();
            program.delete();
            program.steps.exit();
        }
    }

    private void create() {
        steps.gives("createTable", true, () -> {
            songs.createTable();
            return true;
        });
        steps.gives("waiter: until the table exists", "ACTIVE", () -> client.waiter()
                .waitUntilTableExists(request -> request.tableName(songs.tableName()))
                .matched()
                .response()
                .orElseThrow()
                .table()
                .tableStatusAsString());
        steps.gives("describeTable", "PAY_PER_REQUEST", () -> songs.describeTable()
                .table()
                .billingModeSummary()
                .billingModeAsString());
        steps.gives("paginator: listTables in pages of one", true, () -> client
                .listTablesPaginator(request -> request.limit(1))
                .tableNames()
                .stream()
                .anyMatch(songs.tableName()::equals));
    }

    private void item() {
        Song song = Song.of(NINA, 1);
        song.setReleased(Instant.parse("1965-10-01T00:00:00.123456789Z"));
        song.setTags(Set.of("jazz", "soul"));
        song.setTakes(List.of(1.5, -2.25e-10));
        song.setCredits(Map.of("bass", "Lisle Atkinson", "guitar", "Rudy Stevenson"));
        song.setLabel(Song.Label.of("Philips", false));
        song.setCover(new byte[] {0, -1, 127, -128});
        steps.gives("putItem of a bean", true, () -> {
            songs.putItem(song);
            return true;
        });
        steps.gives(
                "getItem gives all that the bean had",
                List.of(
                        song.getReleased(),
                        song.getTags(),
                        song.getTakes(),
                        song.getCredits(),
                        "Philips",
                        false,
                        List.of((byte) 0, (byte) -1, (byte) 127, (byte) -128)),
                () -> {
                    Song read = stored();
                    return List.of(
                            read.getReleased(),
                            read.getTags(),
                            read.getTakes(),
                            read.getCredits(),
                            read.getLabel().getName(),
                            read.getLabel().getIndependent(),
                            IntStream.range(0, read.getCover().length)
                                    .mapToObj(index -> read.getCover()[index])
                                    .toList());
                });
        steps.gives("getItem of nothing", null, () -> songs.getItem(key(1000)));
    }

    private void versions() {
        Song first = stored();
        Song second = stored();
        first.setTitle("Sinnerman");
        second.setTitle("Feeling Good");
        steps.gives("updateItem counts saves and versions", List.of("Sinnerman", 1L, first.getVersion() + 1), () -> {
            Song updated = songs.updateItem(first);
            return List.of(updated.getTitle(), updated.getSaves(), updated.getVersion());
        });
        steps.refused(
                "updateItem of what has changed since",
                ConditionalCheckFailedException.class,
                "The conditional request failed",
                () -> songs.updateItem(second));
        steps.gives("putItem with a condition gives the old item", "Sinnerman", () -> songs.putItemWithResponse(
                        PutItemEnhancedRequest.builder(Song.class)
                                .item(stored())
                                .returnValues(ReturnValue.ALL_OLD)
                                .conditionExpression(Expression.builder()
                                        .expression("contains(#tags, :jazz) AND size(takes) = :two AND label.#name = :label")
                                        .putExpressionName("#tags", "tags")
                                        .putExpressionName("#name", "name")
                                        .putExpressionValue(":jazz", AttributeValue.fromS("jazz"))
                                        .putExpressionValue(":two", AttributeValue.fromN("2"))
                                        .putExpressionValue(":label", AttributeValue.fromS("Philips"))
                                        .build())
                                .build())
                .attributes()
                .getTitle());
        steps.gives("updateItem ignoring nulls keeps the others", "Sinnerman", () -> {
            Song part = Song.of(NINA, 1);
            part.setTitle(null);
            part.setVersion(stored().getVersion());
            part.setCredits(Map.of("piano", NINA));
            return songs.updateItem(request -> request.item(part).ignoreNulls(true)).getTitle();
        });
    }

    private void batches() {
        // Batches have no conditions, so versions cannot be checked in them: the client refuses that itself.
        DynamoDbEnhancedClient plain =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).extensions(List.of()).build();
        DynamoDbTable<Song> plainSongs = plain.table(songs.tableName(), TableSchema.fromBean(Song.class));
        steps.gives("batchWriteItem of 25", 0, () -> {
            WriteBatch.Builder<Song> batch = WriteBatch.builder(Song.class).mappedTableResource(plainSongs);
            IntStream.rangeClosed(2, 26).forEach(number -> batch.addPutItem(Song.of(NINA, number)));
            BatchWriteResult result = plain.batchWriteItem(
                    BatchWriteItemEnhancedRequest.builder().writeBatches(batch.build()).build());
            return result.unprocessedPutItemsForTable(plainSongs).size();
        });
        steps.gives("batchGetItem of 26 and one that is not there", 26L, () -> {
            ReadBatch.Builder<Song> batch = ReadBatch.builder(Song.class).mappedTableResource(songs);
            IntStream.rangeClosed(1, 27).forEach(number -> batch.addGetItem(request -> request.key(key(number)).consistentRead(true)));
            return enhanced
                    .batchGetItem(BatchGetItemEnhancedRequest.builder().readBatches(batch.build()).build())
                    .resultsForTable(songs)
                    .stream()
                    .count();
        });
    }

    private void pages() {
        QueryConditional nina = QueryConditional.keyEqualTo(key -> key.partitionValue(NINA));
        steps.gives("query, all pages of 4", IntStream.rangeClosed(1, 26).boxed().toList(), () -> songs.query(
                        request -> request.queryConditional(nina).limit(4).consistentRead(true))
                .items()
                .stream()
                .map(Song::getNumber)
                .toList());
        steps.gives("query backwards from a key", List.of(9, 8, 7), () -> {
            Iterator<Page<Song>> pages = songs.query(request -> request.queryConditional(nina)
                            .consistentRead(true)
                            .scanIndexForward(false)
                            .limit(3)
                            .exclusiveStartKey(Map.of("artist", AttributeValue.fromS(NINA), "number", AttributeValue.fromN("10"))))
                    .iterator();
            return pages.next().items().stream().map(Song::getNumber).toList();
        });
        steps.gives("query, sort key between, and a filter", List.of(12, 13), () -> songs.query(
                        request -> request.consistentRead(true).queryConditional(QueryConditional.sortBetween(
                                        from -> from.partitionValue(NINA).sortValue(5),
                                        to -> to.partitionValue(NINA).sortValue(13)))
                                .filterExpression(Expression.builder()
                                        .expression("begins_with(title, :title) AND NOT title IN (:ten, :eleven)")
                                        .putExpressionValue(":title", AttributeValue.fromS("Song 1"))
                                        .putExpressionValue(":ten", AttributeValue.fromS("Song 10"))
                                        .putExpressionValue(":eleven", AttributeValue.fromS("Song 11"))
                                        .build()))
                .items()
                .stream()
                .map(Song::getNumber)
                .toList());
        steps.gives("scan, all pages of 5", 26L, () -> songs.scan(request -> request.limit(5).consistentRead(true)).items().stream().count());
        steps.gives("paginator: the SDK's own scan, attributes projected", 26L, () -> client.scanPaginator(
                        request -> request.tableName(songs.tableName())
                                .limit(7)
                                .projectionExpression("title")
                                .consistentRead(true))
                .items()
                .stream()
                .filter(item -> item.keySet().equals(Set.of("title")))
                .count());
    }

    private void errors() {
        steps.refused(
                "getItem from no table",
                ResourceNotFoundException.class,
                "Requested resource not found",
                () -> enhanced.table("no-such-table", TableSchema.fromBean(Song.class)).getItem(key(1)));
        steps.gives("transactGetItems", "Sinnerman", () -> enhanced
                .transactGetItems(request -> request.addGetItem(songs, key(1)))
                .get(0)
                .getItem(songs)
                .getTitle());
        if (System.getenv("ENDPOINT_NOT_YET") == null) {
            steps.refused(
                    "not yet: executeStatement",
                    DynamoDbException.class,
                    "ExecuteStatement is not supported by Stator yet",
                    () -> client.executeStatement(
                            request -> request.statement("SELECT * FROM \"" + songs.tableName() + "\"")));
        }
    }

    private void delete() {
        steps.gives("deleteItem gives what was there", "Sinnerman", () -> songs.deleteItem(key(1)).getTitle());
        steps.gives("deleteTable", true, () -> {
            songs.deleteTable();
            return true;
        });
        steps.gives("waiter: until the table is gone", true, () -> client.waiter()
                .waitUntilTableNotExists(request -> request.tableName(songs.tableName()))
                .matched()
                .exception()
                .isPresent());
    }

    /** By a strong read: a version that is too old would be refused, rightly. */
    private Song stored() {
        return songs.getItem(request -> request.key(key(1)).consistentRead(true));
    }

    private static Key key(int number) {
        return Key.builder().partitionValue(NINA).sortValue(number).build();
    }
}
