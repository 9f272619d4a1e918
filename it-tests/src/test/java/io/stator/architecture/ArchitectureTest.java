package io.stator.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.stator.catalog.CatalogStateMachine;
import io.stator.partition.replica.PartitionStateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The arrows between packages, and what apply may not read. One class: to import all classes takes long. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
    private static final String GENERATED = "io.stator.proto..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.stator");

    @Test
    void onlyOnePackageSeesRatis() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("io.stator.consensus.ratis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.ratis..");
        rule.check(CLASSES);
    }

    @Test
    void onlyOnePackageSeesRocksDb() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("io.stator.partition.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..");
        rule.check(CLASSES);
    }

    /** gRPC and Ratis have Netty, too, in packages of their own. */
    @Test
    void onlyOnePackageSeesNetty() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("io.stator.gateway.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..");
        rule.check(CLASSES);
    }

    @Test
    void onlyTwoPackagesSeeTheAwsSdk() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages("io.stator.harness.stator.sdk..", "io.stator.harness.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..");
        rule.check(CLASSES);
    }

    @Test
    void arrowsBetweenModulesPointOneWay() {
        ArchRule rule = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.stator..")
                .layer("proto")
                .definedBy(GENERATED)
                .layer("model")
                .definedBy("io.stator.model..")
                .layer("consensus")
                .definedBy("io.stator.consensus..")
                .layer("txn")
                .definedBy("io.stator.txn..")
                .layer("partition")
                .definedBy("io.stator.partition..")
                .layer("catalog")
                .definedBy("io.stator.catalog..")
                .layer("client")
                .definedBy("io.stator.client..")
                .layer("gateway")
                .definedBy("io.stator.gateway..")
                .layer("server")
                .definedBy("io.stator.server..")
                .layer("harness")
                .definedBy("io.stator.harness..")
                .whereLayer("proto")
                .mayOnlyBeAccessedByLayers("partition", "catalog", "client", "gateway", "server", "harness")
                .whereLayer("consensus")
                .mayOnlyBeAccessedByLayers("partition", "catalog", "server", "harness")
                .whereLayer("txn")
                .mayOnlyBeAccessedByLayers("partition", "server", "harness")
                .whereLayer("partition")
                .mayOnlyBeAccessedByLayers("catalog", "server", "harness")
                .whereLayer("catalog")
                .mayOnlyBeAccessedByLayers("server", "harness")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("gateway", "server", "harness")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("server", "harness")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("harness")
                .whereLayer("harness")
                .mayNotBeAccessedByAnyLayer();
        rule.check(CLASSES);
        ArchRule bottom = noClasses()
                .that()
                .resideInAnyPackage("io.stator.model..", "io.stator.consensus..", GENERATED)
                .should()
                .dependOnClassesThat(resideInAPackage("io.stator..")
                        .and(DescribedPredicate.not(
                                resideInAnyPackage("io.stator.model..", "io.stator.consensus..", GENERATED))));
        bottom.check(CLASSES);
    }

    /** Not even proto: how its messages stand in a log is the partition's business. */
    @Test
    void theCommitProtocolKnowsOnlyTheModel() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.stator.txn..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.stator..", "io.grpc..")
                        .and(DescribedPredicate.not(resideInAnyPackage("io.stator.txn..", "io.stator.model.."))));
        rule.check(CLASSES);
    }

    @Test
    void theModelKnowsNeitherTheWireNorConsensus() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.stator.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", GENERATED, "io.stator.consensus..");
        rule.check(CLASSES);
    }

    @Test
    void consensusKnowsNoItems() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.stator.consensus..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.stator.model..", GENERATED);
        rule.check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.stator.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Apply is deterministic: its classes read no clock, no chance and no setting of the machine. */
    @Test
    void applyReadsOnlyTheLogAndItsState() {
        DescribedPredicate<JavaClass> apply = belongToAnyOf(PartitionStateMachine.class, CatalogStateMachine.class)
                .or(resideInAnyPackage(
                        "io.stator.model..",
                        "io.stator.txn..",
                        "io.stator.partition.apply..",
                        "io.stator.partition.command.."))
                .or(DescribedPredicate.describe(
                        "decides the catalog's records",
                        type -> type.getPackageName().equals("io.stator.catalog")
                                && Set.of(
                                                "CatalogState",
                                                "CatalogDecider",
                                                "CatalogCodec",
                                                "Placement",
                                                "Decision",
                                                "TableLife",
                                                "TableChanges",
                                                "TableDefaults",
                                                "TablePropertiesCodec",
                                                "CapacityChanges",
                                                "UserChanges",
                                                "UserCodec",
                                                "UtcText")
                                        .contains(type.getSimpleName())));
        assertThat(CLASSES.that(apply).stream().map(JavaClass::getSimpleName))
                .contains(
                        "PartitionStateMachine",
                        "CatalogState",
                        "CatalogDecider",
                        "EntryEvaluation",
                        "Item",
                        "StoreAnchor");
        noClasses().that(apply).should().accessTargetWhere(UNREPEATABLE).check(CLASSES);
        noClasses()
                .that(apply)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.random..", "java.security..", "java.net..", "java.time..")
                .check(CLASSES);
    }

    private static final DescribedPredicate<JavaAccess<?>> UNREPEATABLE =
            DescribedPredicate.describe("differs from one replica to another", access -> {
                JavaClass owner = access.getTargetOwner();
                String member = access.getTarget().getName();
                if (owner.isEquivalentTo(System.class)) {
                    return Set.of("nanoTime", "currentTimeMillis", "getenv", "getProperty", "lineSeparator")
                            .contains(member);
                }
                if (owner.isEquivalentTo(UUID.class)) {
                    return member.equals("randomUUID");
                }
                if (owner.isEquivalentTo(Math.class)) {
                    return member.equals("random");
                }
                if (owner.isEquivalentTo(String.class)) {
                    return isOfTheDefaultLocale(access);
                }
                return owner.isAssignableTo(java.util.Random.class)
                        || owner.isEquivalentTo(TimeZone.class)
                        || (owner.isEquivalentTo(Locale.class) && member.equals("getDefault"));
            });

    private static boolean isOfTheDefaultLocale(JavaAccess<?> access) {
        String name = access.getTarget().getFullName();
        return name.contains(".toLowerCase()")
                || name.contains(".toUpperCase()")
                || name.contains(".formatted(")
                || name.contains(".format(java.lang.String,");
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = new ArrayList<>();
        CLASSES.getPackage("io.stator").traversePackageTree(type -> true, (JavaPackage.ClassVisitor) type -> {
            JavaPackage itsPackage = type.getPackage();
            if (!itsPackage.getName().startsWith("io.stator.proto") && !itsPackage.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(itsPackage.getName());
            }
        });
        assertThat(unmarked).isEmpty();
    }
}
