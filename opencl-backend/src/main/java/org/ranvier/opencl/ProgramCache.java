package org.ranvier.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Compiled programs on disk. A file's name is the hash of all that the program depends on; its
 * content begins with the hash of the rest, so that a damaged one is noticed and built anew.
 */
final class ProgramCache {
    private static final System.Logger LOG = System.getLogger(ProgramCache.class.getName());
    private static final int HASH_BYTES = 32;

    private final Path folder;

    /** The name of an entry. */
    record Key(String hash) {}

    ProgramCache(Path folder) {
        this.folder = folder;
    }

    /** The folder that {@code -Dranvier.cache} names, or else the user's cache folder. */
    static ProgramCache ofUser() {
        String named = System.getProperty("ranvier.cache");
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path root =
                named != null
                        ? Path.of(named)
                        : xdg != null && !xdg.isEmpty()
                                ? Path.of(xdg, "ranvier")
                                : Path.of(System.getProperty("user.home"), ".cache", "ranvier");
        return new ProgramCache(root.resolve("opencl"));
    }

    Key key(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return new Key(HexFormat.of().formatHex(digest.digest()));
    }

    /** The program's binary; null if there is none or it is damaged. */
    byte @Nullable [] load(Key key) {
        Path file = folder.resolve(key.hash());
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length > HASH_BYTES) {
                byte[] binary = Arrays.copyOfRange(content, HASH_BYTES, content.length);
                if (Arrays.equals(sha256().digest(binary), Arrays.copyOf(content, HASH_BYTES))) {
                    return binary;
                }
            }
            LOG.log(System.Logger.Level.WARNING, "damaged program {0} is built anew", file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cached program cannot be read: {0}",
                    e.toString());
        }
        return null;
    }

    /** Keeps a binary. The file appears whole or not at all; without it all works, but slower. */
    void store(Key key, byte[] binary) {
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, key.hash(), ".part");
            try {
                byte[] content = new byte[HASH_BYTES + binary.length];
                System.arraycopy(sha256().digest(binary), 0, content, 0, HASH_BYTES);
                System.arraycopy(binary, 0, content, HASH_BYTES, binary.length);
                Files.write(part, content);
                Files.move(part, folder.resolve(key.hash()), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "compiled program cannot be kept: {0}",
                    e.toString());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
