package org.ranvier.cuda;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** Tests that ask something of the emulator, and make no sense on a real device. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfEnvironmentVariable(
        named = "RANVIER_TEST_CUDA",
        matches = "gpu",
        disabledReason = "only the emulator can do this")
@interface OnEmulator {}
