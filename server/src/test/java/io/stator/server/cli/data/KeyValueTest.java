package io.stator.server.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.AttributeValue;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyType;
import io.stator.server.cli.console.CommandFailure;
import org.junit.jupiter.api.Test;

class KeyValueTest {
    private static AttributeValue parse(String text, KeyType type) {
        return KeyValue.parse("KEY", text, () -> new KeyAttribute("pk", type));
    }

    @Test
    void dynamoDbJsonSaysItsTypeItself() {
        AttributeValue value = KeyValue.parse("KEY", " {\"N\":\"5\"}", () -> {
            throw new AssertionError("the table was asked for its key");
        });
        assertThat(value).isEqualTo(AttributeValue.number(5));
    }

    @Test
    void bareTextHasTheTypeOfTheKey() {
        assertThat(parse("007", KeyType.STRING)).isEqualTo(AttributeValue.string("007"));
        assertThat(parse("007", KeyType.NUMBER)).isEqualTo(AttributeValue.number(7));
        assertThat(parse("AQI=", KeyType.BINARY)).isEqualTo(AttributeValue.binary(new byte[] {1, 2}));
    }

    @Test
    void whatIsNoSuchValueIsBadInput() {
        assertThatThrownBy(() -> parse("seven", KeyType.NUMBER))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("KEY: 'seven'");
        assertThatThrownBy(() -> parse("*", KeyType.BINARY)).hasMessageContaining("is not base64");
    }

    @Test
    void assignmentsTakeEitherJson() {
        assertThat(Assignment.parse("--set", "a=1")).isEqualTo(new Assignment("a", AttributeValue.number(1)));
        assertThat(Assignment.parse("--set", "a={\"N\":\"1\"}").value()).isEqualTo(AttributeValue.number(1));
        assertThat(Assignment.parse("--set", "a=\"b=c\"").value()).isEqualTo(AttributeValue.string("b=c"));
        assertThat(Assignment.parse("--set", "a={\"SS\":[\"x\"]}").value()).isEqualTo(AttributeValue.stringSet("x"));
        assertThat(Assignment.parse("--set", "a={\"b\":2}").value())
                .isEqualTo(AttributeValue.map(java.util.Map.of("b", AttributeValue.number(2))));
    }
}
