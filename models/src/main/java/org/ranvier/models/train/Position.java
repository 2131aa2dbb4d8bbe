package org.ranvier.models.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.ranvier.models.io.Checkpoint;
import org.ranvier.models.io.Json;

/**
 * Where a training stands, apart from its tensors.
 *
 * @param seed the seed, which must not change
 * @param batchSize samples of a batch, which must not change
 * @param samples how many samples there are, which must not change
 * @param epoch the epoch under way, from 0
 * @param batch the next batch of it
 * @param steps how many steps have been done in all
 * @param random the position in the random numbers of training
 * @param lossSum the sum of the losses of the epoch's batches so far
 * @param right how many samples of the epoch were classified rightly so far
 * @param seconds how long the epoch has taken so far
 * @param leastLoss the least loss of an epoch so far
 * @param waited for how many epochs it has been the least
 * @param stopped whether training has ended early
 * @param history the figures of the epochs done
 */
record Position(
        long seed,
        int batchSize,
        int samples,
        int epoch,
        int batch,
        long steps,
        long random,
        double lossSum,
        int right,
        double seconds,
        double leastLoss,
        int waited,
        boolean stopped,
        List<EpochResult> history) {
    static final String FORMAT = "ranvier checkpoint 1";

    Map<String, String> toMetadata() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("seed", Long.toString(seed));
        map.put("batch_size", Integer.toString(batchSize));
        map.put("samples", Integer.toString(samples));
        map.put("epoch", Integer.toString(epoch));
        map.put("batch", Integer.toString(batch));
        map.put("steps", Long.toString(steps));
        map.put("random", Long.toString(random));
        map.put("loss_sum", Double.toString(lossSum));
        map.put("right", Integer.toString(right));
        map.put("seconds", Double.toString(seconds));
        map.put("least_loss", Double.toString(leastLoss));
        map.put("waited", Integer.toString(waited));
        map.put("stopped", Boolean.toString(stopped));
        map.put("history", Json.write(history.stream().map(Position::toJson).toList()));
        return map;
    }

    /** Throws IllegalArgumentException if this is no position. */
    static Position of(Map<String, String> map) {
        List<EpochResult> history = new ArrayList<>();
        if (Json.parse(Checkpoint.word(map, "history")) instanceof List<?> list) {
            list.forEach(element -> history.add(ofJson(element)));
        }
        return new Position(
                Long.parseLong(Checkpoint.word(map, "seed")),
                Integer.parseInt(Checkpoint.word(map, "batch_size")),
                Integer.parseInt(Checkpoint.word(map, "samples")),
                Integer.parseInt(Checkpoint.word(map, "epoch")),
                Integer.parseInt(Checkpoint.word(map, "batch")),
                Long.parseLong(Checkpoint.word(map, "steps")),
                Long.parseLong(Checkpoint.word(map, "random")),
                Double.parseDouble(Checkpoint.word(map, "loss_sum")),
                Integer.parseInt(Checkpoint.word(map, "right")),
                Double.parseDouble(Checkpoint.word(map, "seconds")),
                Double.parseDouble(Checkpoint.word(map, "least_loss")),
                Integer.parseInt(Checkpoint.word(map, "waited")),
                Boolean.parseBoolean(Checkpoint.word(map, "stopped")),
                history);
    }

    private static Map<String, Object> toJson(EpochResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("epoch", result.epoch());
        map.put("loss", result.loss());
        result.accuracy().ifPresent(x -> map.put("accuracy", x));
        result.validationLoss().ifPresent(x -> map.put("validation_loss", x));
        result.validationAccuracy().ifPresent(x -> map.put("validation_accuracy", x));
        map.put("seconds", result.seconds());
        return map;
    }

    private static EpochResult ofJson(@Nullable Object element) {
        if (!(element instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("its history holds " + element);
        }
        return new EpochResult(
                (int) required(map, "epoch"),
                required(map, "loss"),
                number(map, "accuracy"),
                number(map, "validation_loss"),
                number(map, "validation_accuracy"),
                required(map, "seconds"));
    }

    private static double required(Map<?, ?> map, String name) {
        return ((Number) Objects.requireNonNull(map.get(name), name)).doubleValue();
    }

    private static OptionalDouble number(Map<?, ?> map, String name) {
        return map.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
