package org.ranvier.testkit;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;

/**
 * A case: an operation applied on the device under test and on the reference, with the same
 * elements.
 *
 * <p>The reference runs a fused operation of F32 in F64, so that the roundings of its decomposition
 * do not count.
 */
record Forward(Op op, List<Value> in, Tolerance tolerance) {
    void check(Session device, Session reference) {
        List<Comparison> expected = expected(reference);
        expected.forEach(e -> spoilMemory(device, e.spec()));
        List<Tensor> operands = in.stream().map(x -> x.on(device)).toList();
        List<Tensor> out = device.apply(op, operands);
        compare(expected, out);
        for (int i = 0; i < operands.size(); i++) {
            Tensor before = in.get(i).plainOn(reference);
            new Comparison(before.spec(), Comparison.elements(before))
                    .check(op + " changed input " + i, operands.get(i), Tolerance.EXACT);
        }
        Coverage.forward(op);
    }

    /** The single output goes into a view; nothing outside the view may change. */
    void checkInto(Session device, Session reference, Arrangement target) {
        Comparison expected = expected(reference).get(0);
        Tensor old = device.full(expected.spec().dtype(), expected.spec().shape(), 1);
        Tensor base = target.base(old);
        Tensor view = target.view(base, expected.spec().shape());
        device.applyInto(op, in.stream().map(x -> x.on(device)).toList(), List.of(view));
        compare(List.of(expected), List.of(view));

        Tensor whole = target.base(reference.full(old.dtype(), old.shape(), 1));
        target.view(whole, old.shape()).copyFrom(on(reference, old.dtype(), view));
        new Comparison(whole.spec(), Comparison.elements(whole))
                .check(this + " into " + target + ", around it", base, Tolerance.EXACT);
    }

    /** Outputs take the place of inputs: the first that of the given one, others those behind. */
    void checkInPlace(Session device, Session reference, int input) {
        List<Comparison> expected = expected(reference);
        List<Tensor> operands = in.stream().map(x -> x.on(device)).toList();
        List<Tensor> out = new ArrayList<>(List.of(operands.get(input)));
        out.addAll(operands.subList(operands.size() - expected.size() + 1, operands.size()));
        device.applyInto(op, operands, out);
        compare(expected, out);
    }

    private void compare(List<Comparison> expected, List<Tensor> out) {
        for (int i = 0; i < expected.size(); i++) {
            expected.get(i).check(this + " output " + i, out.get(i), tolerance);
        }
    }

    List<Comparison> expected(Session reference) {
        List<Tensor> operands = in.stream().map(x -> precise(x, reference)).toList();
        List<Tensor> out = reference.apply(op, operands);
        List<Tensor> condition =
                tolerance.conditioned() == 0
                        ? List.of()
                        : reference.apply(
                                op, in.stream().map(x -> precise(x.abs(), reference)).toList());
        List<TensorSpec> specs = op.outputs(in.stream().map(Value::spec).toList());
        List<Comparison> expected = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            double[] bound =
                    condition.isEmpty() ? new double[0] : Comparison.elements(condition.get(i));
            expected.add(new Comparison(specs.get(i), Comparison.elements(out.get(i)), bound));
        }
        return expected;
    }

    private Tensor precise(Value x, Session reference) {
        boolean promote = op instanceof Fused && x.spec().dtype() == DType.F32;
        return x.plainOn(reference).to(promote ? DType.F64 : x.spec().dtype());
    }

    private static Tensor on(Session s, DType type, Tensor x) {
        return Value.of(type, x.shape(), Comparison.elements(x)).on(s);
    }

    /** What is allocated next finds no zeros by chance. */
    private static void spoilMemory(Session device, TensorSpec spec) {
        double value = spec.dtype().isFloating() ? Double.NaN : 1;
        device.full(spec.dtype(), spec.shape(), value).close();
    }

    @Override
    public String toString() {
        return op + " of " + in;
    }
}
