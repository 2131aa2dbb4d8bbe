package org.ranvier.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads device code and puts included files in. */
public final class Texts {
    /** What the files of units are called that are written in one language. */
    private static final Map<String, String> EXTENSIONS = Map.of("cuda", ".cu", "opencl", ".cl");

    private static final Pattern INCLUDE = Pattern.compile("\\s*#include \"([a-z0-9_.]+)\"\\s*");

    private final String language;
    private final Set<String> included = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private Texts(String language) {
        this.language = language;
    }

    /**
     * The whole text of a unit: the language's prelude, then the unit, in the language itself or
     * common, with each included file once where it is first asked for.
     *
     * @param language the folder of the prelude, as {@code opencl}
     * @param unit the unit's name
     * @return the text, with line marks that lead a compiler's messages back to the files
     */
    public static String of(String language, String unit) {
        Texts texts = new Texts(language);
        texts.append("prelude.h");
        String own = unit + EXTENSIONS.get(language);
        boolean isOwn = Texts.class.getResource(language + "/" + own) != null;
        texts.append(isOwn ? own : unit + ".h");
        return texts.text.toString();
    }

    private void append(String file) {
        if (!included.add(file)) {
            return;
        }
        text.append("#line 1 \"").append(file).append("\"\n");
        int number = 0;
        for (String line : read(file).lines().toList()) {
            number++;
            Matcher include = INCLUDE.matcher(line);
            if (include.matches()) {
                append(include.group(1));
                text.append("#line ").append(number + 1).append(" \"").append(file).append("\"\n");
            } else {
                text.append(line).append('\n');
            }
        }
    }

    private String read(String file) {
        for (String folder : new String[] {language, "common"}) {
            try (InputStream in = Texts.class.getResourceAsStream(folder + "/" + file)) {
                if (in != null) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("device code " + file + " cannot be read", e);
            }
        }
        throw new IllegalArgumentException(
                "no device code \"" + file + "\" for " + language + " nor in common");
    }
}
