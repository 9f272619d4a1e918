package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedQuestionsTest {
    private final List<CompletableFuture<String>> put = new ArrayList<>();
    private final SharedQuestions<String> questions = new SharedQuestions<>(name -> {
        CompletableFuture<String> answer = new CompletableFuture<>();
        put.add(answer);
        return answer;
    });

    @Test
    void whoAsksWhileOneIsUnderWaySharesTheNextOne() {
        CompletableFuture<String> first = questions.ask("a");
        CompletableFuture<String> second = questions.ask("a");
        CompletableFuture<String> third = questions.ask("a");
        CompletableFuture<String> other = questions.ask("b");
        assertThat(put).hasSize(2);
        put.get(0).complete("before");
        assertThat(first.join()).isEqualTo("before");
        assertThat(List.of(second, third, other)).noneMatch(CompletableFuture::isDone);
        assertThat(put).hasSize(3);
        put.get(2).complete("after");
        assertThat(second.join()).isEqualTo("after");
        assertThat(third.join()).isEqualTo("after");
        put.get(1).complete("b's");
        assertThat(other.join()).isEqualTo("b's");
        assertThat(put).hasSize(3);
    }

    @Test
    void aFailureIsOfThoseWhoSharedIt() {
        CompletableFuture<String> first = questions.ask("a");
        CompletableFuture<String> second = questions.ask("a");
        put.get(0).completeExceptionally(new IllegalStateException("lost"));
        assertThatThrownBy(first::join).hasRootCauseMessage("lost");
        put.get(1).complete("found");
        assertThat(second.join()).isEqualTo("found");
        SharedQuestions<String> throwing = new SharedQuestions<>(name -> {
            throw new IllegalStateException("not put");
        });
        assertThatThrownBy(throwing.ask("a")::join).hasRootCauseMessage("not put");
        assertThatThrownBy(throwing.ask("a")::join).hasRootCauseMessage("not put");
    }
}
