package io.stator.catalog;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;

/** What applying one catalog command answers to its proposer. */
public sealed interface CatalogOutcome {

    /** This; a refusal is thrown. */
    default CatalogOutcome orThrow() {
        return this;
    }

    /** The cluster stands, by this command or by an earlier one like it. */
    record Founded(String clusterId) implements CatalogOutcome {}

    /** The table as it stands after the command, whether that changed it or found it so. */
    record TableStands(TableInfo table) implements CatalogOutcome {}

    /** There is no table of this id (any more). */
    record TableForgotten(long tableId) implements CatalogOutcome {}

    /** What a change of nodes or placements asked for is so, by this command or by an earlier one. */
    record ClusterStands() implements CatalogOutcome {}

    /** The user as added, or as it was before it was removed. */
    record UserStands(UserRecord user) implements CatalogOutcome {}

    /** Nothing was changed. */
    record Refused(ErrorCode code, String message) implements CatalogOutcome {
        @Override
        public CatalogOutcome orThrow() {
            throw toException();
        }

        public StatorException toException() {
            return new StatorException(code, message);
        }
    }
}
