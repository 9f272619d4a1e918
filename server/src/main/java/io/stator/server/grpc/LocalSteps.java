package io.stator.server.grpc;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.command.TransactionAnswerCodec;
import io.stator.partition.command.TransactionStepCodec;
import io.stator.proto.v1.TransactionStepsRequest;
import io.stator.proto.v1.TransactionStepsResponse;
import io.stator.server.grpc.LocalRequests.Target;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Messages of transactions to this node's partitions. If one of them cannot be answered, none is: all may have been done, and come
 * again. Thread-safe.
 */
final class LocalSteps {
    private final LocalRequests requests;

    LocalSteps(LocalRequests requests) {
        this.requests = requests;
    }

    CompletableFuture<TransactionStepsResponse> steps(TransactionStepsRequest request) {
        List<TransactionStep> steps = new ArrayList<>(request.getStepsCount());
        for (io.stator.proto.v1.TransactionStep step : request.getStepsList()) {
            steps.add(TransactionStepCodec.fromProto(step, request.getRoute().getEpoch()));
        }
        if (steps.isEmpty()) {
            throw StatorException.validation("There must be at least 1 step");
        }
        List<CompletableFuture<StepOutcome.Answered>> answers = new ArrayList<>(steps.size());
        for (TransactionStep step : steps) {
            Target target =
                    requests.target(request.getRoute(), step.message().to().position());
            requireRoom(target, step.message());
            answers.add(requests.step(target, step));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    TransactionStepsResponse.Builder response = TransactionStepsResponse.newBuilder();
                    answers.forEach(answer -> response.addAnswers(TransactionAnswerCodec.toProto(answer.join())));
                    return response.build();
                });
    }

    /** What ends a transaction is taken by a full disk, too. */
    private void requireRoom(Target target, TransactionMessage message) {
        boolean begins = message instanceof TransactionMessage.Prepare || message instanceof TransactionMessage.Execute;
        if (begins && requests.isDiskFull(target)) {
            throw new StatorException(ErrorCode.THROTTLING, requests.diskFullMessage());
        }
    }
}
