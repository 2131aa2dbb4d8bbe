package org.ranvier.models.data;

import java.util.List;

/**
 * 211 addresses of presidents of the United States to Congress on the state of the Union, 1.8
 * million words. They come with this library; see PROVENANCE.md beside them.
 */
public final class StateOfTheUnion {
    private StateOfTheUnion() {}

    /**
     * The addresses.
     *
     * @return the text of each, in one line
     */
    public static List<String> load() {
        return Resources.lines("sotu.txt.gz");
    }
}
