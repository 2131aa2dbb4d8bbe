package org.ranvier.cuda;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.ranvier.testkit.RequiredBackends;

/**
 * Tests that need a CUDA device: the emulator, or with {@code RANVIER_TEST_CUDA=gpu} the real one.
 * Without g++ they are skipped, unless {@code RANVIER_REQUIRE} names cuda.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithCuda.Loading.class)
@interface WithCuda {
    /** Loads the emulator before the first test. */
    final class Loading implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            if ("gpu".equals(System.getenv("RANVIER_TEST_CUDA"))) {
                RequiredBackends.assumeAvailable("cuda");
                return;
            }
            if (!Emulator.canBuild()) {
                String required = System.getenv().getOrDefault("RANVIER_REQUIRE", "");
                String reason = "g++ was not found, the CUDA emulator cannot be built";
                if (required.contains("cuda")) {
                    throw new AssertionError(reason);
                }
                Assumptions.abort(reason);
            }
            Emulator.load();
        }
    }
}
