package io.stator.harness.stator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.AttributeValue;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionTextTest {
    private final ExpressionText text = new ExpressionText();

    @Test
    void aConditionAndAnUpdateShareTheirNames() {
        Condition enough = Condition.compared("value", Comparator.GREATER_OR_EQUAL, AttributeValue.number(7));
        assertThat(text.condition(enough)).isEqualTo("#n0 >= :v0");
        List<UpdateAction> actions = List.of(
                UpdateAction.add("value", AttributeValue.number(-7)),
                UpdateAction.append("list", AttributeValue.list(AttributeValue.string("x"))),
                UpdateAction.set("text", AttributeValue.string("y")));
        assertThat(text.update(actions))
                .isEqualTo("SET #n1 = list_append(if_not_exists(#n1, :v2), :v3), #n2 = :v4 ADD #n0 :v1");
        assertThat(text.names())
                .containsEntry("#n0", "value")
                .containsEntry("#n1", "list")
                .containsEntry("#n2", "text")
                .hasSize(3);
        assertThat(text.values()).containsOnlyKeys(":v0", ":v1", ":v2", ":v3", ":v4");
    }

    @Test
    void whatIsNotMentionedIsLeftOut() {
        assertThat(text.names()).isNull();
        assertThat(text.condition(Condition.attributeNotExists("value"))).isEqualTo("attribute_not_exists(#n0)");
        assertThat(text.values()).isNull();
    }

    @Test
    void whatNoWorkloadUsesIsRefused() {
        Condition both = Condition.and(Condition.attributeExists("a"), Condition.attributeExists("b"));
        assertThatThrownBy(() -> text.condition(both)).isInstanceOf(IllegalArgumentException.class);
        List<UpdateAction> removal = List.of(UpdateAction.remove("a"));
        assertThatThrownBy(() -> text.update(removal)).isInstanceOf(IllegalArgumentException.class);
    }
}
