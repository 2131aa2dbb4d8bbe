package org.ranvier.op;

/** How elements are joined into one. */
public enum Reduction {
    /** The sum; 0 of nothing. */
    SUM,
    /** The product; 1 of nothing. */
    PROD,
    /** The largest, NaN if any is NaN; nothing has none. On BOOL: whether any is true. */
    MAX,
    /** The smallest, NaN if any is NaN; nothing has none. On BOOL: whether all are true. */
    MIN
}
