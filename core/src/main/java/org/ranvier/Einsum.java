package org.ranvier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Einstein sums as permutations, matrix products and sums. Of several operands the two are
 * contracted first whose product is smallest against what it replaces (the greedy path).
 */
final class Einsum {
    /** An operand whose axes have distinct labels, each of the label's full size. */
    private record Term(Tensor tensor, List<Integer> labels) {}

    private final Subscripts subscripts;
    private final List<Term> terms = new ArrayList<>();

    private Einsum(Subscripts subscripts) {
        this.subscripts = subscripts;
    }

    static Tensor of(String text, List<Tensor> operands) {
        if (operands.isEmpty()) {
            throw new IllegalArgumentException("einsum: expected at least one operand");
        }
        Einsum sum = new Einsum(new Subscripts(text, operands));
        for (int i = 0; i < operands.size(); i++) {
            sum.terms.add(sum.term(operands.get(i), sum.subscripts.input(i)));
        }
        return sum.result();
    }

    private Tensor result() {
        while (terms.size() > 1) {
            contractBestPair();
        }
        Term last = summed(terms.get(0), new HashSet<>(subscripts.output()));
        return arranged(last, subscripts.output());
    }

    /** Drops axes of size 1 that stand for more, and takes diagonals of repeated labels. */
    private Term term(Tensor x, List<Integer> named) {
        List<Integer> labels = new ArrayList<>(named);
        for (int i = labels.size() - 1; i >= 0; i--) {
            if (x.size(i) != subscripts.size(labels.get(i))) {
                x = x.squeeze(i);
                labels.remove(i);
            }
        }
        for (int i = 0; i < labels.size(); ) {
            int twin = labels.lastIndexOf(labels.get(i));
            if (twin == i) {
                i++;
            } else {
                x = x.diagonal(i, twin);
                labels.add(labels.get(i));
                labels.remove(twin);
                labels.remove(i);
            }
        }
        return new Term(x, labels);
    }

    private void contractBestPair() {
        int first = 0;
        int second = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i + 1; j < terms.size(); j++) {
                double cost = growth(i, j);
                if (cost < least) {
                    least = cost;
                    first = i;
                    second = j;
                }
            }
        }
        Set<Integer> wanted = wantedBeside(first, second);
        Term b = terms.remove(second);
        Term a = terms.remove(first);
        terms.add(product(a, b, wanted));
    }

    /** How many elements the product of two terms has more than both together. */
    private double growth(int i, int j) {
        Set<Integer> kept = new HashSet<>(terms.get(i).labels());
        kept.addAll(terms.get(j).labels());
        kept.retainAll(wantedBeside(i, j));
        return elements(new ArrayList<>(kept))
                - elements(terms.get(i).labels())
                - elements(terms.get(j).labels());
    }

    private double elements(List<Integer> labels) {
        return labels.stream().mapToDouble(subscripts::size).reduce(1, (a, b) -> a * b);
    }

    /** The labels that the result or a term other than these two needs. */
    private Set<Integer> wantedBeside(int i, int j) {
        Set<Integer> wanted = new HashSet<>(subscripts.output());
        for (int k = 0; k < terms.size(); k++) {
            if (k != i && k != j) {
                wanted.addAll(terms.get(k).labels());
            }
        }
        return wanted;
    }

    private Term product(Term left, Term right, Set<Integer> wanted) {
        Term a = summed(left, union(wanted, right.labels()));
        Term b = summed(right, union(wanted, left.labels()));
        List<Integer> common = a.labels().stream().filter(b.labels()::contains).toList();
        List<Integer> batch = common.stream().filter(wanted::contains).toList();
        List<Integer> inner = common.stream().filter(l -> !wanted.contains(l)).toList();
        List<Integer> rows = a.labels().stream().filter(l -> !common.contains(l)).toList();
        List<Integer> columns = b.labels().stream().filter(l -> !common.contains(l)).toList();
        List<Integer> all = join(batch, rows, columns);
        boolean rowByRow = rows.isEmpty() && columns.isEmpty() && !batch.isEmpty();
        if (inner.isEmpty() || rowByRow || !a.tensor().dtype().isFloating()) {
            List<Integer> open = join(all, inner);
            Tensor product = spread(a, open).mul(spread(b, open));
            return summed(new Term(product, open), new HashSet<>(all));
        }
        Tensor x = arranged(a, join(batch, rows, inner)).reshape(shape(batch, rows, inner));
        Tensor y = arranged(b, join(batch, inner, columns)).reshape(shape(batch, inner, columns));
        long[] sizes = all.stream().mapToLong(subscripts::size).toArray();
        return new Term(x.matmul(y).reshape(Shape.of(sizes)), all);
    }

    private static Set<Integer> union(Set<Integer> a, List<Integer> b) {
        Set<Integer> union = new HashSet<>(a);
        union.addAll(b);
        return union;
    }

    @SafeVarargs
    private static List<Integer> join(List<Integer>... parts) {
        List<Integer> joined = new ArrayList<>();
        for (List<Integer> part : parts) {
            joined.addAll(part);
        }
        return joined;
    }

    /** Three groups of labels, each as one axis. */
    private Shape shape(List<Integer> first, List<Integer> second, List<Integer> third) {
        return Shape.of((long) elements(first), (long) elements(second), (long) elements(third));
    }

    private static Term summed(Term term, Set<Integer> wanted) {
        List<Integer> labels = term.labels();
        int[] axes =
                IntStream.range(0, labels.size())
                        .filter(i -> !wanted.contains(labels.get(i)))
                        .toArray();
        return axes.length == 0
                ? term
                : new Term(
                        term.tensor().sum(axes), labels.stream().filter(wanted::contains).toList());
    }

    /** The axes in the order of labels, which are all the term's. */
    private static Tensor arranged(Term term, List<Integer> order) {
        return term.labels().equals(order)
                ? term.tensor()
                : term.tensor().permute(order.stream().mapToInt(term.labels()::indexOf).toArray());
    }

    /** As {@link #arranged}, with axes of size 1 for labels the term lacks. */
    private static Tensor spread(Term term, List<Integer> order) {
        Tensor x = arranged(term, order.stream().filter(term.labels()::contains).toList());
        for (int i = 0; i < order.size(); i++) {
            if (!term.labels().contains(order.get(i))) {
                x = x.unsqueeze(i);
            }
        }
        return x;
    }
}
