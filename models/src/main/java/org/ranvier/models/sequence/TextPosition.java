package org.ranvier.models.sequence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ranvier.models.io.Checkpoint;
import org.ranvier.models.io.Json;

/**
 * Where a training on a text stands, apart from its tensors.
 *
 * @param course what must not change, in words
 * @param step how many steps have been done
 * @param places the position in the random numbers that pieces are chosen by
 * @param random the position in the random numbers of training
 * @param lossSum the sum of the losses since the last evaluation
 * @param count of how many steps
 * @param seconds how long it has taken so far
 * @param history the evaluations so far
 */
record TextPosition(
        String course,
        int step,
        long places,
        long random,
        double lossSum,
        int count,
        double seconds,
        List<TextTrainer.Point> history) {
    static final String FORMAT = "ranvier text checkpoint 1";

    Map<String, String> toMetadata() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("course", course);
        map.put("step", Integer.toString(step));
        map.put("places", Long.toString(places));
        map.put("random", Long.toString(random));
        map.put("loss_sum", Double.toString(lossSum));
        map.put("count", Integer.toString(count));
        map.put("seconds", Double.toString(seconds));
        map.put("history", Json.write(history.stream().map(TextPosition::toJson).toList()));
        return map;
    }

    /** Throws IllegalArgumentException if this is no position. */
    static TextPosition of(Map<String, String> map) {
        List<TextTrainer.Point> history = new ArrayList<>();
        if (Json.parse(Checkpoint.word(map, "history")) instanceof List<?> list) {
            list.forEach(element -> history.add(ofJson(element)));
        }
        return new TextPosition(
                Checkpoint.word(map, "course"),
                Integer.parseInt(Checkpoint.word(map, "step")),
                Long.parseLong(Checkpoint.word(map, "places")),
                Long.parseLong(Checkpoint.word(map, "random")),
                Double.parseDouble(Checkpoint.word(map, "loss_sum")),
                Integer.parseInt(Checkpoint.word(map, "count")),
                Double.parseDouble(Checkpoint.word(map, "seconds")),
                history);
    }

    private static Map<String, Object> toJson(TextTrainer.Point point) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", point.step());
        map.put("loss", point.loss());
        map.put("held_out", point.heldOut());
        map.put("seconds", point.seconds());
        return map;
    }

    private static TextTrainer.Point ofJson(@Nullable Object element) {
        if (!(element instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("its history holds " + element);
        }
        return new TextTrainer.Point(
                (int) number(map, "step"),
                number(map, "loss"),
                number(map, "held_out"),
                number(map, "seconds"));
    }

    private static double number(Map<?, ?> map, String name) {
        return ((Number) Objects.requireNonNull(map.get(name), name)).doubleValue();
    }
}
