package org.ranvier.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between modules: app → models → core ← kernels ← backends, testkit → core. */
class ArchitectureTest {
    private static final String[] CORE = {
        "org.ranvier",
        "org.ranvier.autodiff..",
        "org.ranvier.linalg..",
        "org.ranvier.op..",
        "org.ranvier.random..",
        "org.ranvier.spi..",
        "org.ranvier.trace.."
    };
    private static final String[] BACKENDS = {
        "org.ranvier.cpu..", "org.ranvier.opencl..", "org.ranvier.cuda.."
    };
    private static final String[] PLATFORM = {"java..", "jdk..", "org.jspecify.."};

    private static JavaClasses ranvier;

    @BeforeAll
    static void read() {
        ranvier =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.ranvier");
    }

    @Test
    void modulesAreOnTheClassPath() {
        for (String name : new String[] {"spi", "cpu", "app"}) {
            assertTrue(ranvier.containPackage("org.ranvier." + name), name);
        }
    }

    @Test
    void coreDependsOnThePlatformOnly() {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(concat(CORE, PLATFORM))
                .check(ranvier);
    }

    @Test
    void modelsKnowNoBackend() {
        noClasses()
                .that()
                .resideInAPackage("org.ranvier.models..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        concat(
                                BACKENDS,
                                "org.ranvier.kernels..",
                                "org.ranvier.testkit..",
                                "org.ranvier.app.."))
                .allowEmptyShould(true)
                .check(ranvier);
    }

    @Test
    void backendsKnowCoreAndKernelsOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(BACKENDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.ranvier.models..", "org.ranvier.testkit..", "org.ranvier.app..")
                .check(ranvier);
    }

    @Test
    void noBackendKnowsAnother() {
        slices().matching("org.ranvier.(cpu|opencl|cuda)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(ranvier);
    }

    @Test
    void kernelsKnowCoreOnly() {
        classes()
                .that()
                .resideInAPackage("org.ranvier.kernels..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(concat(concat(CORE, PLATFORM), "org.ranvier.kernels.."))
                .allowEmptyShould(true)
                .check(ranvier);
    }

    @Test
    void testkitKnowsCoreOnly() {
        classes()
                .that()
                .resideInAPackage("org.ranvier.testkit..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        concat(
                                concat(CORE, PLATFORM),
                                "org.ranvier.testkit..",
                                "org.junit..",
                                "org.opentest4j.."))
                .allowEmptyShould(true)
                .check(ranvier);
    }

    private static String[] concat(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
