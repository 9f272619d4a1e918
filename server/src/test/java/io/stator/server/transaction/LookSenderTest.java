package io.stator.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class LookSenderTest {
    private final List<TransactionMessage> sent = new ArrayList<>();
    private final List<TransactionMessage> answered = new ArrayList<>();
    private final AtomicLong nodeBytes = new AtomicLong();
    private BiConsumer<TransactionMessage, TransactionAnswer> back = (message, answer) -> {};
    private final LookSender sender = sender();

    private LookSender sender() {
        return new LookSender(
                (messages, answers) -> {
                    sent.addAll(messages);
                    back = answers;
                },
                nodeBytes);
    }

    private static TransactionMessage look(int item) {
        return new TransactionMessage.Look(
                new EncodedKey(1, item, ByteString.copyFromUtf8("k" + item), ByteString.EMPTY), 0);
    }

    private static List<TransactionMessage> looks(int count) {
        List<TransactionMessage> looks = new ArrayList<>();
        for (int item = 0; item < count; item++) {
            looks.add(look(item));
        }
        return looks;
    }

    private static TransactionAnswer seen(int bytes) {
        return new TransactionAnswer.Seen(new StoredValue(1, ByteString.copyFrom(new byte[bytes])), null);
    }

    private void send(LookSender through, List<TransactionMessage> messages) {
        through.send(messages, (message, answer) -> answered.add(message));
    }

    @Test
    void onlySoManyLooksAreOnTheirWay() {
        send(sender, looks(40));
        assertThat(sent).hasSize(LookSender.LOOKS_MAX);
        back.accept(look(0), seen(1));
        assertThat(sent).hasSize(LookSender.LOOKS_MAX + 1);
        assertThat(answered).containsExactly(look(0));
        // A copy of one that was lost goes at once, of one that still waits it does not.
        send(sender, List.of(look(1), look(39)));
        assertThat(sent.subList(LookSender.LOOKS_MAX + 1, sent.size())).containsExactly(look(1));
    }

    @Test
    void aReadThatIsShownTooMuchIsGivenUp() {
        send(sender, looks(40));
        int bytes = Limits.BATCH_BYTES_MAX / 10;
        for (int item = 0; item < 10; item++) {
            back.accept(look(item), seen(bytes));
        }
        assertThat(sender.tooMuch()).isNotDone();
        back.accept(look(10), seen(bytes));
        assertThatThrownBy(() -> sender.tooMuch().join())
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.VALIDATION));
        int sentBefore = sent.size();
        back.accept(look(11), seen(1));
        assertThat(answered).doesNotContain(look(10), look(11));
        assertThat(sent).hasSize(sentBefore);
        assertThat(nodeBytes).hasValue(0);
    }

    @Test
    void whatIsLookedAtAgainCountsOnce() {
        for (int round = 0; round < 40; round++) {
            send(sender, List.of(look(0)));
            back.accept(look(0), seen(Limits.BATCH_BYTES_MAX / 2));
        }
        assertThat(sender.tooMuch()).isNotDone();
        assertThat(nodeBytes).hasValue(Limits.BATCH_BYTES_MAX / 2);
        sender.end();
        assertThat(nodeBytes).hasValue(0);
    }

    @Test
    void allReadsOfANodeTogetherHoldNoMoreThanTheyMay() {
        nodeBytes.set(LookSender.NODE_BYTES_MAX - 10);
        send(sender, looks(1));
        back.accept(look(0), seen(11));
        assertThatThrownBy(() -> sender.tooMuch().join())
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.THROTTLING));
        assertThat(nodeBytes).hasValue(LookSender.NODE_BYTES_MAX - 10);
    }
}
