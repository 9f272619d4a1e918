package io.stator.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is to come back. Names beginning in {@code @} are replaced when it is compared. */
sealed interface Expectation {
    /** Why an answer is not the one expected; empty if it is. */
    Optional<String> difference(Answer answer, Names names);

    /**
     * A success.
     *
     * @param body loose JSON, see {@link Matching}
     * @param whole whether members that it does not name must not be there
     */
    record Success(String body, boolean whole) implements Expectation {
        @Override
        public Optional<String> difference(Answer answer, Names names) {
            if (!answer.succeeded()) {
                return Optional.of("expected an answer");
            }
            return Matching.difference(Json.object(names.replaced(body)), answer.body(), whole);
        }
    }

    /**
     * An error.
     *
     * @param code its type and status
     * @param message how its message reads
     * @param members loose JSON of members beside the message: all of them
     */
    record Failure(Code code, Message message, String members) implements Expectation {
        @Override
        public Optional<String> difference(Answer answer, Names names) {
            if (!answer.type().equals(code.type()) || answer.status() != code.status()) {
                return Optional.of("expected " + code.status() + " " + code.type());
            }
            if (!message.matches(answer.message(), names)) {
                return Optional.of("expected the message " + message.text(names));
            }
            return Matching.difference(Json.object(names.replaced(members)), answer.body(), true);
        }
    }

    /** How the message of an error reads. */
    sealed interface Message {
        boolean matches(String actual, Names names);

        String text(Names names);

        record Exact(String expected) implements Message {
            @Override
            public boolean matches(String actual, Names names) {
                return actual.equals(text(names));
            }

            @Override
            public String text(Names names) {
                return names.replaced(expected);
            }
        }

        /** For messages that name what no client can know, and for those in which DynamoDB itself varies. */
        record Like(String pattern) implements Message {
            @Override
            public boolean matches(String actual, Names names) {
                return Pattern.compile(text(names), Pattern.DOTALL)
                        .matcher(actual)
                        .matches();
            }

            @Override
            public String text(Names names) {
                return names.replaced(pattern);
            }
        }

        /** Several violated constraints, in any order, as DynamoDB's own order follows a hash map. */
        record Constraints(List<String> all) implements Message {
            private static final String SEPARATOR = "; Value ";

            public Constraints {
                all = List.copyOf(all);
            }

            @Override
            public boolean matches(String actual, Names names) {
                String prefix = prefix();
                if (!actual.startsWith(prefix)) {
                    return false;
                }
                String rest = actual.substring(prefix.length());
                List<String> found = new ArrayList<>(Arrays.asList(rest.split(Pattern.quote(SEPARATOR), -1)));
                for (int i = 1; i < found.size(); i++) {
                    found.set(i, "Value " + found.get(i));
                }
                List<String> wanted =
                        new ArrayList<>(all.stream().map(names::replaced).toList());
                return found.stream()
                        .sorted()
                        .toList()
                        .equals(wanted.stream().sorted().toList());
            }

            @Override
            public String text(Names names) {
                return names.replaced(prefix() + String.join("; ", all));
            }

            private String prefix() {
                return all.size() + " validation error" + (all.size() == 1 ? "" : "s") + " detected: ";
            }
        }
    }

    /** Any success. */
    static Expectation success() {
        return new Success("{}", false);
    }
}
