package io.stator.model.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Unions and differences, against sets that cannot be wrong. */
class SetArithmeticTest {
    @Test
    void unionsAndDifferencesAreThoseOfSets() {
        long seed = Long.getLong("stator.seed", System.nanoTime());
        System.out.println("seed " + seed + ": -Dstator.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            TreeSet<String> left = some(random);
            TreeSet<String> right = some(random);
            TreeSet<String> union = new TreeSet<>(left);
            union.addAll(right);
            assertThat(SetArithmetic.sum(AttributeValue.stringSet(left), AttributeValue.stringSet(right)))
                    .isEqualTo(AttributeValue.stringSet(union));
            TreeSet<String> difference = new TreeSet<>(left);
            difference.removeAll(right);
            assertThat(SetArithmetic.difference(AttributeValue.stringSet(left), AttributeValue.stringSet(right)))
                    .isEqualTo(difference.isEmpty() ? null : AttributeValue.stringSet(difference));
        }
    }

    private static TreeSet<String> some(Random random) {
        TreeSet<String> elements = new TreeSet<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            elements.add(Integer.toString(random.nextInt(12)));
        }
        return elements;
    }

    /** All have one hash code, by which a table of them would be searched from end to end for each. */
    @Test
    void elementsOfOneHashAreAddedAndTakenInOnePass() {
        List<ByteString> elements = new ArrayList<>();
        for (int number = 0; number < 1 << 14; number++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 14; bit++) {
                text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
            }
            elements.add(ByteString.copyFromUtf8(text.toString()));
        }
        assertThat(elements.stream().map(ByteString::hashCode).distinct()).hasSize(1);
        AttributeValue.BS old = AttributeValue.binarySet(elements);
        AttributeValue.BS one = AttributeValue.binarySet(List.of(ByteString.copyFromUtf8("more")));
        for (int update = 0; update < 100; update++) {
            assertThat(SetArithmetic.sum(old, one)).isInstanceOf(AttributeValue.BS.class);
            assertThat(SetArithmetic.difference(old, one)).isEqualTo(old);
        }
    }
}
