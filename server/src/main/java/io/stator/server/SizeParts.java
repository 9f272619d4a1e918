package io.stator.server;

import io.stator.catalog.PartitionRecord;
import io.stator.model.TableInfo;
import io.stator.model.TableSize;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.peer.GrpcSizeQuestions;
import io.stator.server.peer.PeerChannels;
import io.stator.server.replica.Places;
import io.stator.server.sizes.SizeBooks;
import io.stator.server.sizes.SizeExchange;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** What a node has for the sizes of tables, put together; {@link SweepParts} counts. */
record SizeParts(SizeBooks books, Places places) {

    /** @param open gets what is to be closed */
    static SizeParts open(
            NodeSettings settings,
            Places places,
            PeerChannels channels,
            ScheduledExecutorService timer,
            OpenParts open) {
        SizeBooks books = new SizeBooks();
        GrpcSizeQuestions questions = new GrpcSizeQuestions(channels);
        open.add(
                "exchange of sizes",
                SizeExchange.start(
                        new SizeExchange.Means(places.self().id(), books, places::knownView, questions::ask),
                        timer,
                        Math.min(settings.number(Setting.SIZES_PASS_MILLIS), SizeExchange.PERIOD_MILLIS_MAX)));
        return new SizeParts(books, places);
    }

    /** Empty: not every partition was counted since the cluster was started. */
    Optional<TableSize> size(TableInfo table) {
        return places.knownView()
                .flatMap(view -> books.size(
                        table.id(),
                        view.partitions().stream().map(PartitionRecord::id).toList()));
    }
}
