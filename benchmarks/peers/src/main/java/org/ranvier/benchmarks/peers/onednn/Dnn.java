package org.ranvier.benchmarks.peers.onednn;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;

/** An engine of oneDNN with its stream, and what it takes to run a primitive. */
final class Dnn {
    private static final memory.format_tag[] PLAIN = {
        memory.format_tag.a,
        memory.format_tag.a,
        memory.format_tag.ab,
        memory.format_tag.abc,
        memory.format_tag.abcd
    };

    private final engine cpu = new engine(engine.kind.cpu, 0);
    private final stream order = new stream(cpu);

    engine engine() {
        return cpu;
    }

    /** Row by row. */
    static memory.desc plain(long... shape) {
        return new memory.desc(shape, memory.data_type.f32, PLAIN[shape.length]);
    }

    /** As oneDNN likes it best. */
    static memory.desc any(long... shape) {
        return new memory.desc(shape, memory.data_type.f32, memory.format_tag.any);
    }

    memory empty(memory.desc desc) {
        return new memory(desc, cpu);
    }

    /** An operand in a layout; what reorders it is not timed. */
    memory load(Operand operand, memory.desc desc) {
        memory from = empty(plain(operand.shape()));
        new FloatPointer(from.get_data_handle()).put((float[]) operand.elements());
        memory to = empty(desc);
        copy(from, to);
        return to;
    }

    private void copy(memory from, memory to) {
        new reorder(from, to).execute(order, from, to);
        order._wait();
    }

    /** A primitive on its arguments, with the shape of its result. */
    Engine.Ready ready(
            primitive what, Map<Integer, memory> arguments, memory result, long... shape) {
        IntMemoryMap map = new IntMemoryMap();
        arguments.forEach(map::put);
        return new Prepared(this, what, map, result, shape);
    }

    private record Prepared(
            Dnn dnn, primitive what, IntMemoryMap arguments, memory output, long[] shape)
            implements Engine.Ready {
        @Override
        public void run() {
            what.execute(dnn.order, arguments);
            dnn.order._wait();
        }

        @Override
        public List<float[]> result() {
            run();
            memory to = dnn.empty(plain(shape));
            dnn.copy(output, to);
            long elements = 1;
            for (long size : shape) {
                elements *= size;
            }
            float[] array = new float[(int) elements];
            new FloatPointer(to.get_data_handle()).get(array);
            return List.of(array);
        }

        /** The JVM of a measurement ends after it. */
        @Override
        public void close() {}
    }
}
