package org.ranvier.models.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ranvier.Tensor;

/**
 * Files that hold all a training needs to go on as if it had never been interrupted: its tensors,
 * and its position in words.
 */
public final class Checkpoint {
    private static final String FORMAT = "format";

    private Checkpoint() {}

    /**
     * Writes a checkpoint. An interrupted thread cannot write files, so that the interruption has
     * to wait.
     *
     * @param path where to; an old file is replaced in one move
     * @param format what {@link #read} is to expect
     * @param position where the training stands
     * @param tensors its tensors by name
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(
            Path path, String format, Map<String, String> position, Map<String, Tensor> tensors) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, format);
        metadata.putAll(position);
        boolean interrupted = Thread.interrupted();
        try {
            SafeTensors.write(path, tensors, metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the checkpoint " + path + ": " + e.getMessage(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Reads a checkpoint.
     *
     * @param <P> what a position is
     * @param path where it is
     * @param format what {@link #write} was given
     * @param position makes the position of its words; throws IllegalArgumentException if these are
     *     none
     * @param tensors copies its tensors
     * @return the position
     * @throws UncheckedIOException if it cannot be read or is damaged
     */
    public static <P> P read(
            Path path,
            String format,
            Function<Map<String, String>, P> position,
            Consumer<SafeTensors> tensors) {
        try (SafeTensors file = SafeTensors.open(path)) {
            P read = position(path, format, file, position);
            tensors.accept(file);
            return read;
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "there is no checkpoint " + path + "; begin with fit", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the checkpoint " + path + ": " + e.getMessage(), e);
        }
    }

    private static <P> P position(
            Path path, String format, SafeTensors file, Function<Map<String, String>, P> position)
            throws IOException {
        String found = file.metadata().get(FORMAT);
        if (!format.equals(found)) {
            throw new IOException(
                    path
                            + ": it is not a checkpoint: its format is "
                            + found
                            + "; expected \""
                            + format
                            + "\"");
        }
        try {
            return position.apply(file.metadata());
        } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * A word of a position.
     *
     * @param position the words
     * @param name which
     * @return the word
     * @throws IllegalArgumentException if it is missing
     */
    public static String word(Map<String, String> position, String name) {
        String word = position.get(name);
        if (word == null) {
            throw new IllegalArgumentException("it lacks \"" + name + "\"");
        }
        return word;
    }
}
