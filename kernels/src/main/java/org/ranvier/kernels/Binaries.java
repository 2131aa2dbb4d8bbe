package org.ranvier.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Device code for CUDA that was compiled when this module was built. A binary's name holds the hash
 * of its text, so that none of another text is ever taken.
 */
public final class Binaries {
    private Binaries() {}

    /**
     * Whether the build had a CUDA compiler.
     *
     * @return true if there are binaries
     */
    public static boolean exist() {
        return Binaries.class.getResource("cuda/binaries.txt") != null;
    }

    /**
     * A program's binary.
     *
     * @param program which
     * @return a fat binary, or null if there is none of this text
     */
    public static byte @Nullable [] of(Program program) {
        try (InputStream in = Binaries.class.getResourceAsStream("cuda/" + file(program))) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the binary of " + program + " cannot be read", e);
        }
    }

    /**
     * The name of a program's binary.
     *
     * @param program which
     * @return program, hash of the text, and extension
     */
    public static String file(Program program) {
        String text = Texts.of("cuda", program.unit());
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return program + "." + HexFormat.of().formatHex(hash, 0, 8) + ".fatbin";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
