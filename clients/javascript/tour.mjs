// The SDK for JavaScript: its plain client with waiters and paginators, and its document client.
import {
  BatchGetItemCommand, ConditionalCheckFailedException, CreateTableCommand, DeleteTableCommand, DescribeLimitsCommand,
  DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient, ExecuteStatementCommand, GetItemCommand,
  ListTagsOfResourceCommand, PutItemCommand,
  TagResourceCommand, TransactWriteItemsCommand, UpdateTimeToLiveCommand, paginateListTables, waitUntilTableExists,
  waitUntilTableNotExists
} from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand, BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand, NumberValue, PutCommand, QueryCommand,
  UpdateCommand, paginateQuery, paginateScan
} from '@aws-sdk/lib-dynamodb'
import { exitCode, gives, refused } from './steps.mjs'
import { lossyProxy } from './lossy-proxy.mjs'

const endpoint = process.env.ENDPOINT
const TableName = `${process.env.TABLES}-places`
const client = new DynamoDBClient({ endpoint })
const documents = DynamoDBDocumentClient.from(client)
const waiting = { client, maxWaitTime: 60, minDelay: 1 }

async function all(pages, member) {
  const found = []
  for await (const page of pages) {
    found.push(...page[member] ?? [])
  }
  return found
}

async function create() {
  await gives('CreateTable', 'PROVISIONED', async () => {
    await client.send(new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'country', AttributeType: 'S' }, { AttributeName: 'id', AttributeType: 'N' }],
      KeySchema: [{ AttributeName: 'country', KeyType: 'HASH' }, { AttributeName: 'id', KeyType: 'RANGE' }],
      ProvisionedThroughput: { ReadCapacityUnits: 1000, WriteCapacityUnits: 1000 },
      Tags: [{ Key: 'team', Value: 'blue' }]
    }))
    return 'PROVISIONED'
  })
  await gives('waiter: until the table exists', 'SUCCESS', async () => (await waitUntilTableExists(waiting, { TableName })).state)
  await gives('DescribeTable: a date, a throughput and an id', [true, 1000, true], async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    const age = Date.now() - Table.CreationDateTime.getTime()
    return [age >= 0 && age < 600_000, Table.ProvisionedThroughput.WriteCapacityUnits, /^[0-9a-f-]{36}$/.test(Table.TableId)]
  })
  await gives('paginator: ListTables in pages of one', true, async () =>
    (await all(paginateListTables({ client, pageSize: 1 }, {}), 'TableNames')).includes(TableName))
}

const place = {
  country: 'NO', id: 1, name: 'Tromsø 北 🎵', north: 69.6492, tiny: 1e-130, empty: '', nothing: null, capital: false,
  tags: new Set(['fjord', 'light']), years: new Set([1794, 1838]), picture: new Uint8Array([0, 255, 128]),
  parts: new Set([new Uint8Array([1]), new Uint8Array([2, 3])]),
  nested: { list: [1, 'two', { three: [3, [4]] }, []], map: {} }
}

async function items() {
  await gives('PutCommand of every type', 200, async () =>
    (await documents.send(new PutCommand({ TableName, Item: place }))).$metadata.httpStatusCode)
  await gives('GetCommand gives the same', place, async () =>
    (await documents.send(new GetCommand({ TableName, Key: { country: 'NO', id: 1 }, ConsistentRead: true }))).Item)
  await gives('GetCommand of nothing', undefined, async () =>
    (await documents.send(new GetCommand({ TableName, Key: { country: 'NO', id: 404 } }))).Item)
  await gives('a number of 38 digits', '12345678901234567890.123456789012345678', async () => {
    await documents.send(new PutCommand({
      TableName, Item: { country: 'NO', id: 2, exact: NumberValue.from('12345678901234567890.123456789012345678') }
    }))
    const { Item } = await client.send(new GetItemCommand({
      TableName, Key: { country: { S: 'NO' }, id: { N: '2' } }, ConsistentRead: true, ProjectionExpression: 'exact'
    }))
    return Item.exact.N
  })
  await gives('an item of 350 KB, whose answer is compressed', 350_000, async () => {
    await documents.send(new PutCommand({ TableName, Item: { country: 'NO', id: 3, text: 'x'.repeat(350_000) } }))
    return (await documents.send(new GetCommand({ TableName, Key: { country: 'NO', id: 3 }, ConsistentRead: true }))).Item.text.length
  })
  await gives('UpdateCommand ALL_NEW', [[1, 'two', 'three'], 71.6492, undefined, new Set(['light', 'snow']), 'new'], async () => {
    const { Attributes } = await documents.send(new UpdateCommand({
      TableName, Key: { country: 'NO', id: 1 }, ReturnValues: 'ALL_NEW',
      UpdateExpression: 'SET nested.#list[2] = :three, north = north + :two, nested.#map.added = :new '
        + 'REMOVE nested.#list[3], capital ADD tags :snow',
      ConditionExpression: 'attribute_type(nothing, :null) AND size(nested.#list) = :four AND NOT contains(tags, :nosuch)',
      ExpressionAttributeNames: { '#list': 'list', '#map': 'map' },
      ExpressionAttributeValues: {
        ':three': 'three', ':two': 2, ':new': 'new', ':snow': new Set(['snow']), ':null': 'NULL', ':four': 4, ':nosuch': 'nosuch'
      }
    }))
    Attributes.tags.delete('fjord')
    return [Attributes.nested.list, Attributes.north, Attributes.capital, Attributes.tags, Attributes.nested.map.added]
  })
  await gives('UpdateCommand UPDATED_NEW', { tags: new Set(['light', 'snow']) }, async () =>
    (await documents.send(new UpdateCommand({
      TableName, Key: { country: 'NO', id: 1 }, ReturnValues: 'UPDATED_NEW', UpdateExpression: 'DELETE tags :fjord',
      ExpressionAttributeValues: { ':fjord': new Set(['fjord']) }
    }))).Attributes)
  await refused('PutCommand whose condition is false tells the item', 'ConditionalCheckFailedException',
    'The conditional request failed',
    () => client.send(new PutItemCommand({
      TableName, Item: { country: { S: 'NO' }, id: { N: '2' } }, ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD'
    })),
    (error) => error instanceof ConditionalCheckFailedException && error.Item?.exact.N.startsWith('12345'))
  await gives('DeleteCommand ALL_OLD', 3, async () =>
    (await documents.send(new DeleteCommand({ TableName, Key: { country: 'NO', id: 3 }, ReturnValues: 'ALL_OLD' }))).Attributes.id)
}

function germany(id) {
  return { country: 'DE', id, even: id % 2 === 0, text: 'y'.repeat(8_000) }
}

async function batches() {
  await gives('BatchWriteCommand, 8 of 25 at once', 0, async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, batch) => documents.send(new BatchWriteCommand({
      RequestItems: {
        [TableName]: Array.from({ length: 25 }, (_, i) => ({
          PutRequest: { Item: germany(batch * 25 + i) }
        }))
      }
    }))))
    return answers.flatMap((answer) => Object.keys(answer.UnprocessedItems)).length
  })
  await gives('BatchGetCommand of 100', 100, async () => (await documents.send(new BatchGetCommand({
    RequestItems: { [TableName]: { Keys: Array.from({ length: 100 }, (_, id) => ({ country: 'DE', id })), ConsistentRead: true } }
  }))).Responses[TableName].length)
  await refused('BatchGetItem of one key twice', 'ValidationException', 'Provided list of item keys contains duplicates',
    () => client.send(new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: [1, 1].map(() => ({ country: { S: 'DE' }, id: { N: '1' } })) } }
    })))
}

async function pages() {
  const values = { ':c': 'DE', ':low': 10, ':high': 199 }
  // Made anew for each: paginators leave the last start key in what they are given.
  const query = () => ({
    TableName, ConsistentRead: true, KeyConditionExpression: 'country = :c AND id BETWEEN :low AND :high',
    ExpressionAttributeValues: values
  })
  await gives('paginator: a query of 190 items, 1.5 MB', [190, true], async () => {
    let pages = 0
    const ids = []
    for await (const page of paginateQuery({ client: documents }, query())) {
      pages++
      ids.push(...page.Items.map((item) => item.id))
    }
    return [ids.every((id, i) => id === i + 10) && ids.length, pages > 1]
  })
  await gives('paginator: a filtered query, pages of 20, backwards', [95, 198], async () => {
    const found = await all(paginateQuery({ client: documents, pageSize: 20 }, {
      ...query(), ScanIndexForward: false, FilterExpression: 'even = :true', ProjectionExpression: 'id',
      ExpressionAttributeValues: { ...values, ':true': true }
    }), 'Items')
    return [found.length, found[0].id]
  })
  await gives('consumed capacity of a query', [1, 1, 1], async () => {
    const { Count, ConsumedCapacity } = await documents.send(new QueryCommand({
      TableName, ReturnConsumedCapacity: 'INDEXES', ConsistentRead: true, KeyConditionExpression: 'country = :c AND id = :id',
      ExpressionAttributeValues: { ':c': 'NO', ':id': 1 }
    }))
    return [Count, ConsumedCapacity.CapacityUnits, ConsumedCapacity.Table.CapacityUnits]
  })
  await gives('paginator: a scan in 3 segments', 202, async () => {
    const parts = await Promise.all([0, 1, 2].map((Segment) =>
      all(paginateScan({ client: documents }, {
        TableName, Segment, TotalSegments: 3, ConsistentRead: true, ProjectionExpression: 'country, id'
      }), 'Items')))
    return new Set(parts.flat().map((item) => item.country + item.id)).size
  })
}

async function counting() {
  const Key = { country: 'counter', id: 0 }
  const add = (through) => through.send(new UpdateCommand({
    TableName, Key, UpdateExpression: 'ADD counted :one', ExpressionAttributeValues: { ':one': 1 }
  }))
  const counted = async () => (await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item.counted
  await gives('100 updates at once are all counted', 100, async () => {
    await Promise.all(Array.from({ length: 100 }, () => add(documents)))
    return counted()
  })
  // Not so in DynamoDB, where the second attempt counts again.
  await gives('an answer is lost, the SDK sends again, and it counts once', [1, 2, 1, 101], async () => {
    const proxy = await lossyProxy(endpoint)
    const through = new DynamoDBClient({ endpoint: proxy.address })
    try {
      await add(DynamoDBDocumentClient.from(through))
      return [proxy.seen.lost, proxy.seen.invocations.length, new Set(proxy.seen.invocations).size, await counted()]
    } finally {
      through.destroy()
      proxy.close()
    }
  })
}

async function settings() {
  await gives('TagResource, ListTagsOfResource', ['blue', 'north'], async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    await client.send(new TagResourceCommand({ ResourceArn: Table.TableArn, Tags: [{ Key: 'region', Value: 'north' }] }))
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table.TableArn }))
    return Tags.map((tag) => tag.Value).sort()
  })
  await gives('UpdateTimeToLive, DescribeTimeToLive', ['expires', true], async () => {
    await client.send(new UpdateTimeToLiveCommand({
      TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' }
    }))
    const { TimeToLiveDescription: ttl } = await client.send(new DescribeTimeToLiveCommand({ TableName }))
    return [ttl.AttributeName, ttl.TimeToLiveStatus.startsWith('ENABL')]
  })
  await gives('DescribeLimits', 'number', async () =>
    typeof (await client.send(new DescribeLimitsCommand({}))).AccountMaxReadCapacityUnits)
}

async function errors() {
  await refused('GetCommand from no table', 'ResourceNotFoundException', 'Requested resource not found',
    () => documents.send(new GetCommand({ TableName: 'no-such-table', Key: { id: 1 } })))
  await refused('PutCommand of more than 400 KB', 'ValidationException', 'Item size has exceeded the maximum allowed size',
    () => documents.send(new PutCommand({ TableName, Item: { country: 'NO', id: 9, text: 'x'.repeat(410_000) } })))
  await refused('UpdateCommand of the key', 'ValidationException', 'This attribute is part of the key',
    () => documents.send(new UpdateCommand({
      TableName, Key: { country: 'NO', id: 1 }, UpdateExpression: 'SET id = :id', ExpressionAttributeValues: { ':id': 2 }
    })))
  await refused('TransactWriteItems whose check fails', 'TransactionCanceledException', '[None, ConditionalCheckFailed]',
    () => client.send(new TransactWriteItemsCommand({
      TransactItems: [
        { Delete: { TableName, Key: { country: { S: 'NO' }, id: { N: '1' } } } },
        { ConditionCheck: {
          TableName, Key: { country: { S: 'nowhere' }, id: { N: '1' } }, ConditionExpression: 'attribute_exists(id)'
        } }
      ]
    })))
  if (!process.env.ENDPOINT_NOT_YET) {
    await refused('not yet: ExecuteStatement', 'UnknownOperationException', 'ExecuteStatement is not supported by Stator yet',
      () => client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}"` })))
  }
}

async function end() {
  await gives('DeleteTable', 'DELETING', async () =>
    (await client.send(new DeleteTableCommand({ TableName }))).TableDescription.TableStatus)
  await gives('waiter: until the table is gone', 'SUCCESS', async () =>
    (await waitUntilTableNotExists(waiting, { TableName })).state)
}

for (const part of [create, items, batches, pages, counting, settings, errors, end]) {
  await part()
}
client.destroy()
process.exit(exitCode())
