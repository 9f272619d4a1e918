package io.stator.server.throughput;

import io.stator.model.TableInfo;
import org.jspecify.annotations.Nullable;

/** What tables may consume at this node. Thread-safe, and asked for each request. */
public interface ThroughputLimits {
    /** Null: as many reads as the node can do. */
    @Nullable
    TableMeter reads(TableInfo table);

    /** Null: as many writes as the node can do. */
    @Nullable
    TableMeter writes(TableInfo table);

    /** Nothing is limited, whatever tables were given. */
    ThroughputLimits NONE = new ThroughputLimits() {
        @Override
        public @Nullable TableMeter reads(TableInfo table) {
            return null;
        }

        @Override
        public @Nullable TableMeter writes(TableInfo table) {
            return null;
        }
    };
}
