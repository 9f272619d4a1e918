package io.stator.conformance;

import io.stator.server.launch.LocalCluster;
import io.stator.stories.ClusterFolder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Gives tests the {@link CaseRunner} of the run: one for all of them, made by the first. By default it is a cluster of three
 * nodes of its own; {@code -Dstator.conformance.endpoint=URL} takes another DynamoDB instead, with the credentials that the SDK
 * finds and the region of {@code -Dstator.conformance.region}, and leaves no table behind there.
 */
final class ConformanceTarget implements ParameterResolver {
    static final String ENDPOINT = "stator.conformance.endpoint";
    static final String REGION = "stator.conformance.region";

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ConformanceTarget.class);
    private static final int PREFIX_LENGTH = 8;

    private record Held(Endpoints endpoints, CaseRunner runner, SharedTables tables, Optional<ClusterFolder> cluster)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            if (cluster.isEmpty()) {
                dropTables();
            }
            endpoints.close();
            cluster.ifPresent(ClusterFolder::close);
        }

        private void dropTables() {
            Names none = new Names(Map.of());
            List<String> ours = new ArrayList<>();
            String start = "";
            do {
                Answer page = endpoints.send(Call.sdk("ListTables", "{" + start + "}"), none);
                ((List<?>) page.body().get("TableNames")).forEach(name -> ours.add(String.valueOf(name)));
                Object last = page.body().get("LastEvaluatedTableName");
                start = last == null ? "" : "ExclusiveStartTableName: '" + last + "'";
            } while (!start.isEmpty());
            ours.stream()
                    .filter(tables::isOurs)
                    .forEach(name -> endpoints.send(Call.sdk("DeleteTable", "{TableName: '" + name + "'}"), none));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CaseRunner.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("run", name -> start(), Held.class)
                .runner();
    }

    private static Held start() {
        String endpoint = System.getProperty(ENDPOINT, "");
        String prefix = "c" + UUID.randomUUID().toString().substring(0, PREFIX_LENGTH);
        if (!endpoint.isEmpty()) {
            Region region = Region.of(System.getProperty(REGION, Endpoints.REGION.id()));
            Endpoints endpoints = Endpoints.of(
                    List.of(URI.create(endpoint)),
                    region,
                    DefaultCredentialsProvider.builder().build());
            return held(endpoints, prefix, Optional.empty());
        }
        ClusterFolder folder = ClusterFolder.start(ClusterFolder.spec("conformance")
                .withSetting("gateway.auth", "open")
                .withSetting("sizes.pass.millis", "200"));
        try {
            Endpoints endpoints = Endpoints.of(addresses(folder.cluster()), Endpoints.REGION, Endpoints.ANYBODY);
            return held(endpoints, prefix, Optional.of(folder));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static List<URI> addresses(LocalCluster cluster) {
        return cluster.places().stream()
                .map(place -> URI.create("http://" + place.host().address() + ":" + place.gatewayPort()))
                .toList();
    }

    private static Held held(Endpoints endpoints, String prefix, Optional<ClusterFolder> cluster) {
        SharedTables tables = SharedTables.create(endpoints, prefix);
        return new Held(endpoints, new CaseRunner(endpoints, tables, cluster.isEmpty()), tables, cluster);
    }
}
