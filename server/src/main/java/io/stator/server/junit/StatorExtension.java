package io.stator.server.junit;

import io.stator.client.BlockingStatorClient;
import io.stator.client.StatorClient;
import io.stator.server.embedded.EmbeddedStator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one Stator for a test class, in a temporary directory, and closes it after the last test. Gives parameters of
 * type {@link StatorClient}, {@link BlockingStatorClient} and {@link EmbeddedStator}. Nested classes share that of the
 * class around them; tests that run at the same time share its tables.
 *
 * <pre>{@code
 * @ExtendWith(StatorExtension.class)
 * class UsersTest {
 *     @Test
 *     void storesUsers(BlockingStatorClient db) { ... }
 * }
 * }</pre>
 */
public final class StatorExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(StatorExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        if (store.get(EmbeddedStator.class) == null) {
            store.put(EmbeddedStator.class, EmbeddedStator.startTemporary());
        }
    }

    /** A nested class has none of its own, so only the outermost closes it. */
    @Override
    public void afterAll(ExtensionContext context) {
        EmbeddedStator stator = context.getStore(NAMESPACE).remove(EmbeddedStator.class, EmbeddedStator.class);
        if (stator != null) {
            stator.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == StatorClient.class || type == BlockingStatorClient.class || type == EmbeddedStator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedStator stator = context.getStore(NAMESPACE).get(EmbeddedStator.class, EmbeddedStator.class);
        if (stator == null) {
            throw new ParameterResolutionException("register StatorExtension on the class, or in a static field");
        }
        Class<?> type = parameter.getParameter().getType();
        if (type == EmbeddedStator.class) {
            return stator;
        }
        return type == StatorClient.class ? stator.client() : stator.client().blocking();
    }
}
