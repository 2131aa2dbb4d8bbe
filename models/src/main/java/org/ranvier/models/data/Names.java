package org.ranvier.models.data;

import java.util.List;

/**
 * 8,422 English first names, in alphabetical order. They come with this library; see PROVENANCE.md
 * beside them.
 */
public final class Names {
    private Names() {}

    /**
     * The names.
     *
     * @return each with a capital letter first, of letters and hyphens
     */
    public static List<String> load() {
        return Resources.lines("first-names-en.txt.gz");
    }
}
