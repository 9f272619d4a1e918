package io.stator.gateway.operation;

import io.stator.gateway.json.RequestReader;
import org.jspecify.annotations.Nullable;

/** A request that names a table and has nothing else. */
final class TableNameRequest {
    private @Nullable String tableName;

    private TableNameRequest() {}

    /**
     * @return the table's name
     * @throws io.stator.model.StatorException if the body is no such request, or no table can have that name
     */
    static String read(byte[] body) {
        TableNameRequest request = new TableNameRequest();
        RequestReader.read(body, (name, reader) -> {
            if (name.equals("TableName")) {
                request.tableName = reader.string();
            }
        });
        return TableNameMember.checked(request.tableName);
    }
}
