package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.stator.proto.v1.AnswerFrame;
import io.stator.proto.v1.ErrorCode;
import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.FramedRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.RequestFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FrameSessionTest {
    private static final int REQUESTS_MAX = 5;
    private static final int ANSWER_BYTES_MAX = 1_000;
    private static final int WAITED_MILLIS_MAX = 1_000;

    private final Out out = new Out();
    private final Map<Integer, Consumer<FramedAnswer>> underWay = new LinkedHashMap<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Runnable> toSend = new ArrayList<>();

    private FrameSession session(FrameDispatch dispatch) {
        return new FrameSession(
                out,
                dispatch,
                new FrameSession.Limits(REQUESTS_MAX, ANSWER_BYTES_MAX, WAITED_MILLIS_MAX),
                toSend::add,
                session -> ended.incrementAndGet());
    }

    private FrameSession waiting() {
        return session((request, end) -> underWay.put(request.getId(), end));
    }

    private FrameSession answering(int bytes) {
        return session((request, end) -> end.accept(answer(request.getId(), bytes)));
    }

    private static RequestFrame frame(int from, int to) {
        RequestFrame.Builder frame = RequestFrame.newBuilder();
        for (int id = from; id < to; id++) {
            frame.addRequests(FramedRequest.newBuilder().setId(id).setGet(GetRequest.getDefaultInstance()));
        }
        return frame.build();
    }

    private static FramedAnswer answer(int id, int bytes) {
        return FramedAnswer.newBuilder()
                .setId(id)
                .setGot(GetResponse.newBuilder().setItem(ByteString.copyFrom(new byte[bytes])))
                .build();
    }

    private void runSenders() {
        List<Runnable> now = new ArrayList<>(toSend);
        toSend.clear();
        now.forEach(Runnable::run);
    }

    private void answer(int id) {
        Consumer<FramedAnswer> end = underWay.remove(id);
        assertThat(end).isNotNull();
        end.accept(answer(id, 1));
    }

    @Test
    void whatIsAnsweredAtOnceSharesAFrame() {
        answering(1).onNext(frame(0, 4));
        assertThat(out.ids()).containsExactly(List.of(0, 1, 2, 3));
        assertThat(out.requested).isEqualTo(2);
    }

    @Test
    void answersThatComeTogetherShareAFrame() {
        waiting().onNext(frame(0, 4));
        answer(2);
        answer(0);
        answer(3);
        assertThat(out.frames).isEmpty();
        runSenders();
        assertThat(out.ids()).containsExactly(List.of(2, 0, 3));
        answer(1);
        runSenders();
        assertThat(out.ids()).containsExactly(List.of(2, 0, 3), List.of(1));
    }

    @Test
    void noMoreAreUnderWayThanTheLimit() {
        FrameSession session = waiting();
        session.onNext(frame(0, 7));
        assertThat(underWay.keySet()).containsExactly(0, 1, 2, 3, 4);
        assertThat(out.requested).isEqualTo(1);
        answer(1);
        answer(3);
        runSenders();
        assertThat(underWay.keySet()).containsExactly(0, 2, 4, 5, 6);
        assertThat(out.requested).isEqualTo(2);
    }

    @Test
    void nothingMoreIsServedForAClientThatDoesNotRead() {
        out.ready = false;
        FrameSession session = answering(400);
        session.onNext(frame(0, 100));
        assertThat(out.frames).isEmpty();
        assertThat(out.requested).isEqualTo(1);
        out.ready = true;
        out.onReady.run();
        assertThat(out.ids().stream().mapToInt(List::size).sum()).isEqualTo(100);
        // Three answers of 400 bytes are beyond the limit: so many wait at most.
        assertThat(out.ids()).allSatisfy(ids -> assertThat(ids).hasSizeLessThanOrEqualTo(3));
        assertThat(out.requested).isEqualTo(2);
    }

    @Test
    void framesEndAtTheirSize() {
        FrameSession session = new FrameSession(
                out,
                (request, end) -> end.accept(answer(request.getId(), 30 << 10)),
                new FrameSession.Limits(100, 10 << 20, WAITED_MILLIS_MAX),
                toSend::add,
                ended -> {});
        session.onNext(frame(0, 7));
        assertThat(out.ids()).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
    }

    @Test
    void whatWaitedInBuffersIsRefusedAndWhatComesAfterItIsServed() {
        FrameSession session = waiting();
        long now = System.nanoTime();
        session.onNext(frame(0, 1).toBuilder().setSentNanos(now).build());
        session.onNext(frame(1, 2).toBuilder()
                .setSentNanos(now - TimeUnit.MINUTES.toNanos(1))
                .build());
        session.onNext(frame(2, 3).toBuilder().setSentNanos(System.nanoTime()).build());
        session.onNext(frame(3, 4));
        assertThat(underWay.keySet()).containsExactly(0, 2, 3);
        runSenders();
        assertThat(out.frames).hasSize(1);
        FramedAnswer refusal = out.frames.get(0).getAnswers(0);
        assertThat(refusal.getId()).isEqualTo(1);
        assertThat(refusal.getError().getCode()).isEqualTo(ErrorCode.ERROR_CODE_THROTTLING);
    }

    @Test
    void whatWaitedTooLongIsRefused() throws InterruptedException {
        FrameSession session = waiting();
        RequestFrame late = RequestFrame.newBuilder()
                .addRequests(
                        FramedRequest.newBuilder().setId(9).setTimeoutMillis(1).setGet(GetRequest.getDefaultInstance()))
                .build();
        session.onNext(RequestFrame.newBuilder()
                .addAllRequests(frame(0, REQUESTS_MAX).getRequestsList())
                .addAllRequests(late.getRequestsList())
                .build());
        long arrived = System.nanoTime();
        while (System.nanoTime() - arrived < 2_000_000) {
            Thread.onSpinWait();
        }
        answer(0);
        runSenders();
        assertThat(out.answers().get(1).getError().getCode()).isEqualTo(ErrorCode.ERROR_CODE_SERVICE_UNAVAILABLE);
        assertThat(underWay).doesNotContainKey(9);
    }

    @Test
    void theStreamEndsWhenAllIsAnswered() {
        FrameSession session = waiting();
        session.onNext(frame(0, 2));
        session.end();
        runSenders();
        session.onNext(frame(2, 3));
        assertThat(out.completed).isFalse();
        answer(0);
        answer(1);
        runSenders();
        assertThat(out.completed).isTrue();
        assertThat(ended).hasValue(1);
        assertThat(out.answers()).hasSize(3);
        assertThat(out.answers().get(0).getError().getCode()).isEqualTo(ErrorCode.ERROR_CODE_SERVICE_UNAVAILABLE);
    }

    @Test
    void aFrameThatComesAfterTheEndIsDropped() {
        FrameSession session = waiting();
        session.end();
        runSenders();
        assertThat(out.completed).isTrue();
        session.onNext(frame(0, 2));
        runSenders();
        assertThat(out.frames).isEmpty();
    }

    @Test
    void theClientMayEndIt() {
        FrameSession session = waiting();
        session.onNext(frame(0, 1));
        session.onCompleted();
        assertThat(out.completed).isFalse();
        answer(0);
        runSenders();
        assertThat(out.completed).isTrue();
    }

    @Test
    void answersToAClientThatIsGoneAreDropped() {
        FrameSession session = waiting();
        session.onNext(frame(0, 3));
        out.onCancel.run();
        answer(0);
        runSenders();
        assertThat(out.frames).isEmpty();
        assertThat(ended).hasValue(1);
    }

    private static final class Out extends ServerCallStreamObserver<AnswerFrame> {
        private final List<AnswerFrame> frames = new ArrayList<>();
        private boolean ready = true;
        private boolean completed;
        private int requested;
        private Runnable onReady = () -> {};
        private Runnable onCancel = () -> {};

        List<FramedAnswer> answers() {
            return frames.stream()
                    .flatMap(frame -> frame.getAnswersList().stream())
                    .toList();
        }

        List<List<Integer>> ids() {
            return frames.stream()
                    .map(frame -> frame.getAnswersList().stream()
                            .map(FramedAnswer::getId)
                            .toList())
                    .toList();
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {
            onReady = handler;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            onCancel = handler;
        }

        @Override
        public void request(int count) {
            requested += count;
        }

        @Override
        public void onNext(AnswerFrame frame) {
            frames.add(frame);
        }

        @Override
        public void onCompleted() {
            completed = true;
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void disableAutoRequest() {}

        @Override
        public void setMessageCompression(boolean enable) {}

        @Override
        public void setCompression(String compression) {}
    }
}
