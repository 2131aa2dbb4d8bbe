package org.ranvier.models.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The data sets that come with this library. */
final class Resources {
    private Resources() {}

    static byte[] read(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is missing from the jar of ranvier-models; build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    /** The lines of a compressed text. */
    static List<String> lines(String name) {
        return unzip(name, read(name), StandardCharsets.UTF_8).lines().toList();
    }

    static String unzip(String name, byte[] file, Charset charset) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return new String(in.readAllBytes(), charset);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    name + ": the file is damaged or cut off: " + e.getMessage(), e);
        }
    }
}
