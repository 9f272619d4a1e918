package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendingPlacesTest {
    private final List<Integer> waiting = new ArrayList<>();
    private final List<String> woken = new ArrayList<>();
    private final SendingPlaces places = new SendingPlaces(2, waiting::add);
    private final SendingPlaces.Place first = place("first");
    private final SendingPlaces.Place second = place("second");
    private final SendingPlaces.Place third = place("third");
    private final SendingPlaces.Place fourth = place("fourth");

    private SendingPlaces.Place place(String name) {
        return places.newPlace(() -> woken.add(name));
    }

    @Test
    void noMoreThanThereArePlacesForAndTheOthersInTheOrderInWhichTheyCame() {
        assertThat(first.take()).isTrue();
        assertThat(second.take()).isTrue();
        assertThat(third.take()).isFalse();
        assertThat(fourth.take()).isFalse();
        assertThat(third.isHeld()).isFalse();
        assertThat(woken).isEmpty();
        second.giveBack();
        assertThat(woken).containsExactly("third");
        assertThat(second.mayTake()).isFalse();
        assertThat(second.take()).isFalse();
        assertThat(fourth.take()).isFalse();
        assertThat(third.mayTake()).isTrue();
        assertThat(third.take()).isTrue();
        first.giveBack();
        assertThat(fourth.take()).isTrue();
        third.giveBack();
        assertThat(second.take()).isTrue();
        assertThat(woken).containsExactly("third", "fourth", "second");
        assertThat(waiting).containsExactly(1, 2, 3, 2, 1, 0);
    }

    @Test
    void whoWaitsNoMoreLetsTheNextOneIn() {
        first.take();
        second.take();
        third.take();
        fourth.take();
        third.giveBack();
        assertThat(woken).isEmpty();
        first.giveBack();
        assertThat(woken).containsExactly("fourth");
        assertThat(fourth.take()).isTrue();
        assertThat(waiting).containsExactly(1, 2, 1, 0);
    }

    @Test
    void whoIsFirstAndDoesNotComeHoldsUpNoOtherPlace() {
        first.take();
        second.take();
        third.take();
        fourth.take();
        first.giveBack();
        second.giveBack();
        assertThat(fourth.take()).isTrue();
        assertThat(first.take()).isFalse();
        assertThat(third.take()).isTrue();
    }

    @Test
    void aPlaceIsTakenAndGivenBackOnce() {
        assertThat(first.take()).isTrue();
        assertThat(first.take()).isTrue();
        assertThat(first.mayTake()).isTrue();
        assertThat(second.take()).isTrue();
        first.giveBack();
        first.giveBack();
        assertThat(third.take()).isTrue();
        assertThat(fourth.take()).isFalse();
    }
}
