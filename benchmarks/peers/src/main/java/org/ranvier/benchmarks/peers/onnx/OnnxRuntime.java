package org.ranvier.benchmarks.peers.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * ONNX Runtime on the processor, with all its optimisations of graphs: forward passes, from an
 * input in native memory to an output that is there.
 */
public final class OnnxRuntime implements Engine {
    /** The engine; nothing is loaded yet. */
    public OnnxRuntime() {}

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public String description() {
        return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion() + ", CPU";
    }

    @Override
    public Set<String> workloads() {
        return Workloads.all().stream()
                .map(Workload::name)
                .filter(Networks::has)
                .collect(Collectors.toSet());
    }

    @Override
    public Ready prepare(String workload, int threads) {
        List<Operand> in = Operand.of(workload);
        long[] input = in.get(0).shape();
        long[] output = input.length == 3 ? input : new long[] {input[0], 10};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            OrtSession session =
                    environment.createSession(Networks.model(workload, in, output), options);
            FloatBuffer x = buffer(input).put((float[]) in.get(0).elements()).rewind();
            FloatBuffer y = buffer(output);
            return new Prepared(
                    session,
                    OnnxTensor.createTensor(environment, x, input),
                    OnnxTensor.createTensor(environment, y, output),
                    y);
        } catch (OrtException e) {
            throw new IllegalStateException("cannot make a model of '" + workload + "'", e);
        }
    }

    private static FloatBuffer buffer(long[] shape) {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return ByteBuffer.allocateDirect((int) elements * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private record Prepared(OrtSession session, OnnxTensor x, OnnxTensor y, FloatBuffer out)
            implements Ready {
        @Override
        public void run() {
            try (OrtSession.Result _ =
                    session.run(Map.of(Graph.INPUT, x), Map.of(Graph.OUTPUT, y))) {
                // The output is where it belongs.
            } catch (OrtException e) {
                throw new IllegalStateException("a forward pass failed", e);
            }
        }

        @Override
        public List<float[]> result() {
            run();
            float[] array = new float[out.capacity()];
            out.get(0, array);
            return List.of(array);
        }

        @Override
        public void close() {
            try {
                x.close();
                y.close();
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("cannot close a model", e);
            }
        }
    }
}
