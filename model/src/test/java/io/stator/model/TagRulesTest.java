package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "ключ", "café", "表", "a b\u00a0c\u3000d", "a+b-c=d.e_f:g/h@i", "AWS", "awsome:"})
    void validText(String text) {
        assertThat(TagRules.toSet(List.of(new Tag(text, text)))).containsEntry(text, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"🔑", "100%", "a,b", "it's", "(x)", "a&b", "a*b", "a;b", "a?b", "a|b", "a\\b", "<a>", "~a", "a\n"
            })
    void textOfOtherCharacters(String text) {
        assertRefused(
                () -> TagRules.toSet(List.of(new Tag(text, ""))), "The Tag Key provided is invalid, Key: " + text);
        assertRefused(
                () -> TagRules.toSet(List.of(new Tag("k", text))), "The Tag Value provided is invalid, Value: " + text);
    }

    @Test
    void lengths() {
        String key = "𝐀".repeat(Limits.TAG_KEY_CHARS_MAX);
        String value = "𝐀".repeat(Limits.TAG_VALUE_CHARS_MAX);
        assertThat(TagRules.toSet(List.of(new Tag(key, value)))).hasSize(1);
        TagRules.toRemove(List.of(key));
        assertThat(TagRules.toSet(List.of(new Tag("k", "")))).hasSize(1);
        assertRefused(() -> TagRules.toSet(List.of(new Tag("", ""))), "The Tag Key provided is invalid, Key: ");
        String longKey = "k".repeat(Limits.TAG_KEY_CHARS_MAX + 1);
        assertRefused(
                () -> TagRules.toSet(List.of(new Tag(longKey, ""))),
                "The Tag Key provided is invalid, Key: " + longKey);
        assertRefused(() -> TagRules.toRemove(List.of(longKey)), "The Tag Key provided is invalid, Key: " + longKey);
        assertRefused(() -> TagRules.toSet(List.of(new Tag("k", "v".repeat(Limits.TAG_VALUE_CHARS_MAX + 1)))));
    }

    @Test
    void reservedKeys() {
        assertRefused(
                () -> TagRules.toSet(List.of(new Tag("aws:zzz", ""))),
                "Tag Key cannot be prefixed with aws:, Key: aws:zzz");
        // Believed: in whatever case.
        assertRefused(() -> TagRules.toSet(List.of(new Tag("AWS:x", ""))));
    }

    @Test
    void counts() {
        List<Tag> tags = new ArrayList<>();
        IntStream.range(0, Limits.TAGS_MAX).forEach(i -> tags.add(new Tag("k" + i, "")));
        assertThat(TagRules.atCreation(tags)).hasSize(50);
        assertThat(TagRules.atCreation(List.of())).isEmpty();
        assertRefused(() -> TagRules.toSet(List.of()), "Atleast one Tag needs to be provided as Input.");
        assertRefused(() -> TagRules.toRemove(List.of()), "Atleast one Tag Key needs to be provided as Input.");
        tags.add(new Tag("more", ""));
        assertRefused(
                () -> TagRules.atCreation(tags),
                "Number of Tags exceed the current limit for the provided ResourceArn");
        assertRefused(
                () -> TagRules.toRemove(Collections.nCopies(Limits.TAGS_MAX + 1, "k")),
                "Number of Tags exceed the current limit for the provided ResourceArn");
        assertRefused(
                () -> TagRules.toSet(List.of(new Tag("dup", "1"), new Tag("dup", "2"))),
                "Duplicate Tag Keys provided as input: Duplicate Tag Key found dup");
    }
}
