package org.ranvier.cpu.twin;

import jdk.incubator.vector.VectorShape;

/** Whether kernels written with vectors are used. */
public final class Vectors {
    /** When a kernel's vectors are used. */
    public enum Mode {
        /** Never: the JVM has none, or {@code -Dranvier.cpu.vectors=off}. */
        OFF,
        /**
         * Where they have proved faster. Until a kernel has been compiled its vectors are a hundred
         * times slower than its scalar twin.
         */
        AUTO,
        /** Always: {@code -Dranvier.cpu.vectors=on}. */
        ON
    }

    private static final System.Logger LOG = System.getLogger("org.ranvier.cpu");
    private static final String PROPERTY = "ranvier.cpu.vectors";
    private static volatile Mode mode = initial();

    private Vectors() {}

    private static Mode initial() {
        String wanted = System.getProperty(PROPERTY, "auto");
        Mode chosen =
                switch (wanted) {
                    case "off" -> Mode.OFF;
                    case "auto" -> Mode.AUTO;
                    case "on" -> Mode.ON;
                    default ->
                            throw new IllegalArgumentException(
                                    "-D" + PROPERTY + "=" + wanted + ": expected on, off or auto");
                };
        if (chosen != Mode.OFF && !available()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the CPU backend runs without vectors, several times slower;"
                            + " start Java with --add-modules jdk.incubator.vector");
            return Mode.OFF;
        }
        return chosen;
    }

    /**
     * Whether the JVM has the module of vectors.
     *
     * @return false if {@code --add-modules jdk.incubator.vector} is missing
     */
    public static boolean available() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /**
     * The vectors in use, for people.
     *
     * @return their width, or why there are none
     */
    public static String describe() {
        if (mode != Mode.OFF) {
            return Width.bits() + " bits";
        }
        return available()
                ? "off by -D" + PROPERTY
                : "none: start Java with --add-modules jdk.incubator.vector";
    }

    /** Apart, since it cannot be loaded without the module of vectors. */
    private static final class Width {
        private Width() {}

        static int bits() {
            return VectorShape.preferredShape().vectorBitSize();
        }
    }

    /**
     * When vectors are used.
     *
     * @return the mode
     */
    public static Mode mode() {
        return mode;
    }

    /**
     * Decides when vectors are used, for the whole JVM; for tests.
     *
     * @param wanted the mode; other than OFF only where there are vectors
     */
    public static void use(Mode wanted) {
        if (wanted != Mode.OFF && !available()) {
            throw new IllegalStateException(
                    "this JVM has no vectors; start it with --add-modules jdk.incubator.vector");
        }
        mode = wanted;
    }
}
