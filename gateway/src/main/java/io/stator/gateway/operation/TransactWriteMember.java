package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.StatorException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A TransactWriteItem as it was sent.
 *
 * @param actions those that are there: one, as it should be, or none, or several
 */
record TransactWriteMember(Map<TransactAction, ItemRequest> actions) {
    /** Of which no more is known than that it was there. */
    static final TransactWriteMember UNKNOWN = new TransactWriteMember(Map.of());

    static TransactWriteMember read(RequestReader reader) throws IOException {
        Map<TransactAction, ItemRequest> actions = new EnumMap<>(TransactAction.class);
        reader.structure("TransactWriteItem", (name, at) -> {
            TransactAction action = TransactAction.of(name);
            if (action != null) {
                actions.put(action, ItemRequest.readIn(at, name, action::has));
            }
        });
        return new TransactWriteMember(actions);
    }

    /** @param path of it, with a dot behind */
    void constrain(Constraints constraints, String path) {
        actions.forEach((action, request) -> action.constrain(constraints, path + action.path() + ".", request));
    }

    /**
     * For what has passed its constraints.
     *
     * @throws StatorException a ValidationException unless there is one
     */
    TransactAction one() {
        if (actions.isEmpty()) {
            throw StatorException.validation(
                    "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
        }
        if (actions.size() > 1) {
            throw StatorException.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        return actions.keySet().iterator().next();
    }

    @Override
    public String toString() {
        return actions.keySet().stream()
                .map(TransactAction::path)
                .collect(Collectors.joining(", ", "TransactWriteItem(", ")"));
    }
}
