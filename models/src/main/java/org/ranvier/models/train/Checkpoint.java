package org.ranvier.models.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ranvier.Tensor;
import org.ranvier.models.Model;
import org.ranvier.models.io.SafeTensors;
import org.ranvier.models.optim.Descent;

/** Writes and reads all that a training needs to go on as if it had never been interrupted. */
final class Checkpoint {
    private static final String MODEL = "model/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String BEST = "best/";

    private Checkpoint() {}

    static void write(Path path, Position position, Model model, Descent descent, BestEpoch best) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.state().tensors().forEach((name, tensor) -> tensors.put(MODEL + name, tensor));
        descent.tensors().forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
        best.tensors().forEach((name, tensor) -> tensors.put(BEST + name, tensor));
        try {
            SafeTensors.write(path, tensors, position.toMetadata());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the checkpoint " + path + ": " + e.getMessage(), e);
        }
    }

    /** Restores the tensors and returns the position. */
    static Position read(Path path, Model model, Descent descent, BestEpoch best) {
        try (SafeTensors file = SafeTensors.open(path)) {
            Position position = position(path, file);
            file.copyInto(MODEL, model.state().tensors());
            file.copyInto(OPTIMIZER, descent.tensors());
            file.copyInto(BEST, best.tensors());
            return position;
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "there is no checkpoint " + path + "; begin with fit", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the checkpoint " + path + ": " + e.getMessage(), e);
        }
    }

    private static Position position(Path path, SafeTensors file) throws IOException {
        try {
            return Position.of(file.metadata());
        } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }
}
