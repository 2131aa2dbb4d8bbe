package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ranvier.Precision;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.kernels.Operations;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;
import org.ranvier.op.Window;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Operand;
import org.ranvier.testkit.ReferenceBackend;

/**
 * Products and convolutions in the text that CUDA shares with OpenCL's GPUs. This backend itself
 * takes it only for tensors too large for its own kernels.
 */
@WithCuda
class CommonProductsTest {
    private static Session device;
    private static Session reference;

    @BeforeAll
    static void open() {
        new CudaProvider().probe();
        device = Ranvier.open(new CommonOnly(), SessionOptions.defaults());
        reference = ReferenceBackend.open();
    }

    @AfterAll
    static void close() {
        device.close();
        reference.close();
    }

    /** A CUDA device that knows common kernels only. */
    private static final class CommonOnly implements Backend {
        private final CudaDevice device = new CudaDevice(0, Precision.FULL);
        private final Operations operations = new Operations(device);

        @Override
        public DeviceInfo device() {
            return new DeviceInfo(
                    "cuda:0", "common kernels", DeviceInfo.Kind.NATIVE_GPU, 1L << 30, Map.of());
        }

        @Override
        public Buffer allocate(long bytes) {
            return device.allocate(bytes);
        }

        @Override
        public void free(Buffer buffer) {
            device.free(buffer);
        }

        @Override
        public void write(MemorySegment source, Buffer target, long offset) {
            device.context().write(source, ((CudaBuffer) target).address() + offset);
        }

        @Override
        public void read(Buffer source, long offset, MemorySegment target) {
            device.read(source, offset, target);
        }

        @Override
        public boolean supports(Fused op, List<TensorSpec> in) {
            return operations.supports(op, in);
        }

        @Override
        public void execute(Op op, List<Operand> in, List<Operand> out) {
            operations.execute(op, in, out);
        }

        @Override
        public void synchronize() {
            device.synchronize();
        }

        @Override
        public void close() {
            operations.trim();
            device.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 40, 70", "3, 100, 2000", "70, 33, 65", "64, 64, 64", "50, 130, 40"})
    void matrices(long m, long n, long k) {
        assertArrayEquals(product(reference, m, n, k), product(device, m, n, k), 1e-6f * k);
    }

    /** Batches of a plain, and of a transposed product. */
    private static float[] product(Session session, long m, long n, long k) {
        try (Scope _ = session.scope()) {
            Tensor a = noise(session, 1, 2, m, k);
            Tensor b = noise(session, 2, 2, k, n);
            Tensor down = noise(session, 3, 2, k, m);
            Tensor across = noise(session, 4, 2, n, k);
            return all(session, a.matmul(b), down.transpose().matmul(across.transpose()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 9, 3, 1, 2, 1",
        "2, 9, 3, 1, 1, 1",
        "2, 11, 3, 2, 2, 2",
        "2, 10, 2, 1, 3, 1",
        "2, 9, 1, 0, 2, 1",
        "2, 12, 3, 1, 4, 2",
        "3, 6, 3, 1, 2, 2"
    })
    void convolutions(int axes, long size, long window, long padding, long stride, long groups) {
        ConvGeometry geometry =
                new ConvGeometry(
                        Collections.nCopies(
                                axes, new Window(window, stride, padding, padding, 0, groups)),
                        groups);
        assertArrayEquals(
                convolved(reference, geometry, size), convolved(device, geometry, size), 1e-3f);
    }

    /** A convolution and both gradients. */
    private static float[] convolved(Session session, ConvGeometry geometry, long size) {
        long[] image = new long[geometry.axes()];
        long[] taps = new long[geometry.axes()];
        Arrays.fill(image, size);
        Arrays.fill(taps, geometry.windows().get(0).size());
        Shape sizes = Shape.of(3, 4 * geometry.groups()).concat(Shape.of(image));
        Shape weights = Shape.of(5 * geometry.groups(), 4).concat(Shape.of(taps));
        try (Scope _ = session.scope()) {
            Tensor x = noise(session, 1, sizes.toArray());
            Tensor w = noise(session, 2, weights.toArray());
            Tensor y = session.apply(new Conv(geometry), List.of(x, w)).get(0);
            Op toInput = new ConvInputGradient(geometry, sizes);
            Op toWeight = new ConvWeightGradient(geometry, weights);
            return all(
                    session,
                    y,
                    session.apply(toInput, List.of(w, y)).get(0),
                    session.apply(toWeight, List.of(x, y)).get(0));
        }
    }

    private static float[] all(Session session, Tensor... parts) {
        return session.concat(0, Stream.of(parts).map(Tensor::flatten).toList()).toFloatArray();
    }

    private static Tensor noise(Session session, long seed, long... sizes) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Shape.of(sizes).elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(-1, 1);
        }
        return session.tensor(values, sizes);
    }
}
