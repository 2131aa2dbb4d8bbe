package org.ranvier.cuda;

/**
 * Which instructions a device has.
 *
 * @param major the generation
 * @param minor the variant
 */
record Capability(int major, int minor) {
    /** As compilers number it: 86 for 8.6. */
    int number() {
        return 10 * major + minor;
    }

    /** Reads like {@code 8.6}. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
