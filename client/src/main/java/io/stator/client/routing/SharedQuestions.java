package io.stator.client.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Questions by name, of which one at a time is under way for each name. Whoever asks meanwhile shares the next one with all others
 * who do, and not that one: it may have been answered already, where it was put, before something that he knows has happened.
 * Thread-safe.
 *
 * @param <A> what is answered
 */
public final class SharedQuestions<A> {
    private final Function<String, CompletableFuture<A>> question;
    private final Map<String, Round<A>> rounds = new HashMap<>();

    /** Of one name, while a question is under way. */
    private static final class Round<A> {
        /** Of those who wait for the next one. */
        private @Nullable CompletableFuture<A> next;
    }

    /** @param question puts it; may throw, which is an answer to all who share it */
    public SharedQuestions(Function<String, CompletableFuture<A>> question) {
        this.question = question;
    }

    /** Answered by a question that is put after this call began. The future is shared: not to be completed or cancelled. */
    public CompletableFuture<A> ask(String name) {
        CompletableFuture<A> mine;
        synchronized (rounds) {
            Round<A> current = rounds.get(name);
            if (current != null) {
                if (current.next == null) {
                    current.next = new CompletableFuture<>();
                }
                return current.next;
            }
            rounds.put(name, new Round<>());
            mine = new CompletableFuture<>();
        }
        put(name, mine);
        return mine;
    }

    private void put(String name, CompletableFuture<A> waiting) {
        CompletableFuture<A> answered;
        try {
            answered = question.apply(name);
        } catch (RuntimeException e) {
            answered = CompletableFuture.failedFuture(e);
        }
        answered.whenComplete((answer, failure) -> {
            putNext(name);
            if (failure == null) {
                waiting.complete(answer);
            } else {
                waiting.completeExceptionally(failure);
            }
        });
    }

    private void putNext(String name) {
        CompletableFuture<A> next;
        synchronized (rounds) {
            Round<A> ended = rounds.remove(name);
            next = ended == null ? null : ended.next;
            if (next != null) {
                rounds.put(name, new Round<>());
            }
        }
        if (next != null) {
            put(name, next);
        }
    }
}
