package org.ranvier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The subscripts of an Einstein sum, read against its operands. A label is a letter's code, or −k
 * for the k-th axis from the end of those that an ellipsis stands for.
 */
final class Subscripts {
    private static final String ELLIPSIS = "...";

    private final String text;
    private final List<Tensor> operands;
    private final List<List<Integer>> inputs = new ArrayList<>();
    private final Map<Integer, Long> sizes = new HashMap<>();
    private final List<Integer> output;
    private int ellipsisAxes;

    Subscripts(String text, List<Tensor> operands) {
        this.text = text;
        this.operands = operands;
        String compact = text.replace(" ", "");
        int arrow = compact.indexOf("->");
        String left = arrow < 0 ? compact : compact.substring(0, arrow);
        String[] terms = left.split(",", -1);
        if (terms.length != operands.size()) {
            throw fault(terms.length + " terms for " + operands.size() + " operands");
        }
        if (operands.stream().map(Tensor::dtype).distinct().count() > 1) {
            throw fault("types differ; convert one with to(DType)");
        }
        for (int i = 0; i < terms.length; i++) {
            inputs.add(labels(terms[i], i, operands.get(i).rank()));
            checkSizes(i);
        }
        output = arrow < 0 ? implicitOutput() : explicitOutput(compact.substring(arrow + 2));
    }

    List<Integer> input(int index) {
        return inputs.get(index);
    }

    List<Integer> output() {
        return output;
    }

    /** The size of a label: the largest of its axes; others have this size or 1. */
    long size(int label) {
        return sizes.getOrDefault(label, 1L);
    }

    /** The labels of a term; {@code rank} is −1 for the output. */
    private List<Integer> labels(String term, int operand, int rank) {
        int dots = term.indexOf(ELLIPSIS);
        int letters = term.length() - (dots < 0 ? 0 : ELLIPSIS.length());
        int covered = rank < 0 ? ellipsisAxes : rank - letters;
        if (rank >= 0 && (dots < 0 ? covered != 0 : covered < 0)) {
            throw fault(
                    "\""
                            + term
                            + "\" names "
                            + letters
                            + " axes, operand "
                            + operand
                            + " has "
                            + rank);
        }
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (i == dots) {
                for (int k = covered; k >= 1; k--) {
                    labels.add(-k);
                }
                ellipsisAxes = Math.max(ellipsisAxes, covered);
                i += ELLIPSIS.length() - 1;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                labels.add((int) c);
            } else {
                throw fault("'" + c + "' in \"" + term + "\" is no letter, comma, arrow or ...");
            }
        }
        return labels;
    }

    private void checkSizes(int operand) {
        List<Integer> labels = inputs.get(operand);
        for (int axis = 0; axis < labels.size(); axis++) {
            long size = operands.get(operand).size(axis);
            long known = sizes.merge(labels.get(axis), size, (a, b) -> a == 1 ? b : a);
            if (size != 1 && size != known) {
                throw fault(
                        "axis "
                                + axis
                                + " of operand "
                                + operand
                                + " has size "
                                + size
                                + ", "
                                + name(labels.get(axis))
                                + " has size "
                                + known
                                + " elsewhere");
            }
        }
    }

    private static String name(int label) {
        return label < 0 ? "the axis under ..." : "'" + (char) label + "'";
    }

    /**
     * Without an arrow: the axes under an ellipsis, then what occurs once, in alphabetical order.
     */
    private List<Integer> implicitOutput() {
        Map<Integer, Integer> counts = new TreeMap<>();
        inputs.forEach(labels -> labels.forEach(label -> counts.merge(label, 1, Integer::sum)));
        return counts.entrySet().stream()
                .filter(e -> e.getKey() < 0 || e.getValue() == 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Integer> explicitOutput(String term) {
        List<Integer> labels = labels(term, -1, -1);
        if (ellipsisAxes > 0 && !term.contains(ELLIPSIS)) {
            throw fault("the operands have axes under ..., the result must name them too");
        }
        for (int label : labels) {
            if (!sizes.containsKey(label)) {
                throw fault("no operand has " + name(label) + " of the result");
            }
        }
        if (labels.stream().distinct().count() != labels.size()) {
            throw fault("the result names a label twice");
        }
        return labels;
    }

    private IllegalArgumentException fault(String what) {
        String shapes =
                operands.stream().map(t -> t.spec().toString()).collect(Collectors.joining(" × "));
        return new IllegalArgumentException(
                "einsum \"" + text + "\": " + what + (shapes.isEmpty() ? "" : ": " + shapes));
    }
}
