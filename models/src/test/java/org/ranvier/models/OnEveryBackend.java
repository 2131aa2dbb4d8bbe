package org.ranvier.models;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that gets a session on each backend. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@MethodSource("org.ranvier.models.Backends#sessions")
public @interface OnEveryBackend {}
