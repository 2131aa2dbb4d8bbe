package org.ranvier.cpu.pool;

import java.lang.foreign.ValueLayout;

/** How elements are read: a tensor may begin anywhere in its buffer. */
final class Access {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private Access() {}
}
