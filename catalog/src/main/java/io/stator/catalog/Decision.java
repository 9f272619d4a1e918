package io.stator.catalog;

import io.stator.model.ErrorCode;
import io.stator.proto.v1.CatalogRecord;
import java.util.List;

/**
 * What one command comes to.
 *
 * @param records to be replayed, in order; none if the command is refused or finds all done
 * @param outcome for the proposer
 */
record Decision(List<CatalogRecord> records, CatalogOutcome outcome) {
    Decision {
        records = List.copyOf(records);
    }

    static Decision nothingToDo(CatalogOutcome outcome) {
        return new Decision(List.of(), outcome);
    }

    static Decision refused(ErrorCode code, String message) {
        return nothingToDo(new CatalogOutcome.Refused(code, message));
    }
}
