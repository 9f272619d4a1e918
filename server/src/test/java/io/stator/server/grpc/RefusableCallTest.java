package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.WriteResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusableCallTest {
    private static final StatorException TOO_MUCH = new StatorException(ErrorCode.THROTTLING, "too much");

    private final List<String> heard = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final Transport transport = new Transport();
    private final RefusableCall<PutRequest, WriteResponse> call = new RefusableCall<>(transport);
    private final ServerCall.Listener<PutRequest> listener = call.listening(new ServerCall.Listener<>() {
        @Override
        public void onMessage(PutRequest message) {
            heard.add("message");
        }

        @Override
        public void onHalfClose() {
            heard.add("half-close");
        }

        @Override
        public void onCancel() {
            heard.add("cancel");
        }

        @Override
        public void onComplete() {
            heard.add("complete");
        }
    });

    private final class Transport extends ServerCall<PutRequest, WriteResponse> {
        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {
            sent.add("headers");
        }

        @Override
        public void sendMessage(WriteResponse message) {
            sent.add("message");
        }

        @Override
        public void close(Status status, Metadata trailers) {
            sent.add(status.getCode() + (trailers.keys().isEmpty() ? "" : " by name"));
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<PutRequest, WriteResponse> getMethodDescriptor() {
            return DataGrpc.getPutMethod();
        }
    }

    /** Else it would be done, though its client was told that it was not. */
    @Test
    void whatComesWholeAfterTheRefusalIsNotServed() {
        call.refuse(TOO_MUCH);
        listener.onMessage(PutRequest.getDefaultInstance());
        listener.onHalfClose();
        listener.onComplete();
        assertThat(heard).containsExactly("cancel");
        assertThat(sent).containsExactly("RESOURCE_EXHAUSTED by name");
    }

    @Test
    void ofWhatWasServedNobodySaysThatItWasNot() {
        listener.onMessage(PutRequest.getDefaultInstance());
        call.sendHeaders(new Metadata());
        call.refuse(TOO_MUCH);
        call.sendMessage(WriteResponse.getDefaultInstance());
        call.close(Status.OK, new Metadata());
        assertThat(heard).containsExactly("message");
        assertThat(sent).containsExactly("headers", "ABORTED");
    }

    @Test
    void whatHasEndedIsNotRefused() {
        listener.onMessage(PutRequest.getDefaultInstance());
        listener.onHalfClose();
        call.close(Status.OK, new Metadata());
        call.refuse(TOO_MUCH);
        listener.onComplete();
        assertThat(heard).containsExactly("message", "half-close", "complete");
        assertThat(sent).containsExactly("OK");
    }
}
