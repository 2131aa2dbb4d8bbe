package org.ranvier.models.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads text of numbers separated by commas, one sample a line. */
final class Table {
    private Table() {}

    /** The fields of every line, all lines as long as the first. */
    static List<String[]> read(String name, String text, int fields) {
        List<String[]> rows = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String[] row = line.split(",", -1);
            if (row.length != fields) {
                throw new IllegalArgumentException(
                        name
                                + ": line "
                                + number
                                + " has "
                                + row.length
                                + " fields, expected "
                                + fields);
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(name + ": the file is empty");
        }
        return rows;
    }

    /** A field as a whole number of a range. */
    static int number(String name, int line, String field, int least, int most) {
        try {
            int value = Integer.parseInt(field.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, line, field, least, most, e);
        }
        throw wrong(name, line, field, least, most, null);
    }

    private static IllegalArgumentException wrong(
            String name, int line, String field, int least, int most, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                name
                        + ": line "
                        + line
                        + ": expected a whole number from "
                        + least
                        + " to "
                        + most
                        + ", got \""
                        + field
                        + "\"",
                cause);
    }
}
