package io.stator.server.cli.transfer;

import io.stator.model.Item;
import io.stator.model.StatorException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Another source's items, with attributes derived from theirs. */
final class DerivingSource implements ItemSource {
    private final ItemSource source;
    private final List<DerivedAttribute> derived;

    DerivingSource(ItemSource source, List<DerivedAttribute> derived) {
        this.source = source;
        this.derived = List.copyOf(derived);
    }

    @Override
    public Optional<SourceItem> next() throws IOException {
        return source.next().map(this::derive);
    }

    private SourceItem derive(SourceItem read) {
        Item item = read.item();
        if (item == null) {
            return read;
        }
        try {
            for (DerivedAttribute attribute : derived) {
                item = attribute.addTo(item);
            }
            return SourceItem.of(read.line(), item);
        } catch (StatorException e) {
            return SourceItem.bad(read.line(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public long position() {
        return source.position();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
