package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.gateway.json.RequestReader.Reading;
import io.stator.model.Limits;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TransactItems of either operation. */
final class TransactItemsMember {
    private static final String PATH = "transactItems";

    private TransactItemsMember() {}

    /**
     * All elements. Of those beyond the limit, only how many there are is kept: a body has room for more than a million.
     *
     * @param beyond stands for each of these
     */
    static <T> List<T> read(RequestReader reader, Reading<T> element, T beyond) throws IOException {
        Count count = new Count();
        return reader.list(at -> {
            T read = element.read(at);
            return ++count.elements > Limits.TRANSACTION_ITEMS_MAX ? beyond : read;
        });
    }

    private static final class Count {
        private int elements;
    }

    /** Adds what the constraints of one element are. */
    interface Element<T> {
        void constrain(T element, String path);
    }

    static <T> void constrain(Constraints constraints, @Nullable List<T> elements, Element<T> each) {
        constraints
                .present(PATH, elements)
                .lengthAtLeast(PATH, elements, 1)
                .lengthAtMost(PATH, elements, Limits.TRANSACTION_ITEMS_MAX);
        if (elements == null) {
            return;
        }
        int known = Math.min(elements.size(), Limits.TRANSACTION_ITEMS_MAX);
        for (int i = 0; i < known; i++) {
            each.constrain(elements.get(i), PATH + "." + (i + 1) + ".member.");
        }
    }
}
