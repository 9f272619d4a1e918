package io.stator.gateway.operation;

import io.stator.client.routing.TableConversions;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.TableInfo;
import io.stator.model.TableSize;
import io.stator.proto.v1.Table;

/** An answer that is the description of a table. */
final class TableAnswer {
    private TableAnswer() {}

    static ApiAnswer of(String member, Table table, TableDescription description) {
        TableInfo info = TableConversions.fromProto(table);
        TableSize size = TableConversions.sizeOf(table).orElse(TableSize.NONE);
        return ApiAnswer.of(JsonBytes.object(generator -> description.writeMember(generator, member, info, size)));
    }
}
