package org.ranvier.benchmarks.work;

import java.util.List;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.benchmarks.work.Workload.Cost;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.op.CustomOp;
import org.ranvier.op.CustomOp.KernelText;

/** The roofs: multiply-adds that never leave the registers, and a copy larger than any cache. */
public final class Limits {
    /** The name of the workload that measures the peak of multiply-adds. */
    public static final String PEAK = "limit fma f32";

    /** The name of the workload that measures the bandwidth of a copy. */
    public static final String COPY = "limit copy f32 64M";

    private static final long ITEMS = 1 << 16;
    private static final int STEPS = 256;

    /** Independent multiply-adds in a work item: as many as hide their latency. */
    static final int LANES = 128;

    private static final String CUDA =
            """
            extern "C" __global__ void fma_peak(const float* x, float* y, long long n) {
                long long i = blockIdx.x * (long long) blockDim.x + threadIdx.x;
                if (i >= n) return;
                float a[LANES], m = x[i], c = 1 - m, sum = 0;
                #pragma unroll
                for (int k = 0; k < LANES; k++) a[k] = k * c;
                for (int t = 0; t < STEPS; t++) {
                    #pragma unroll
                    for (int k = 0; k < LANES; k++) a[k] = fmaf(a[k], m, c);
                }
                #pragma unroll
                for (int k = 0; k < LANES; k++) sum += a[k];
                y[i] = sum;
            }
            """;

    private static final String OPENCL =
            """
            __kernel void fma_peak(__global const float* x, __global float* y, long n) {
                long i = get_global_id(0);
                if (i >= n) return;
                float16 m = x[i], c = 1 - m;
                float16 a0 = c, a1 = 2 * c, a2 = 3 * c, a3 = 4 * c;
                float16 a4 = 5 * c, a5 = 6 * c, a6 = 7 * c, a7 = 8 * c;
                for (int t = 0; t < STEPS; t++) {
                    a0 = fma(a0, m, c); a1 = fma(a1, m, c); a2 = fma(a2, m, c); a3 = fma(a3, m, c);
                    a4 = fma(a4, m, c); a5 = fma(a5, m, c); a6 = fma(a6, m, c); a7 = fma(a7, m, c);
                }
                float16 s = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7;
                float8 h = s.lo + s.hi;
                float4 q = h.lo + h.hi;
                y[i] = q.x + q.y + q.z + q.w;
            }
            """;

    private Limits() {}

    static List<Workload> all() {
        long elements = 64L << 20;
        Cost multiplyAdds = new Cost(2.0 * ITEMS * STEPS * LANES, 0);
        Cost copied = new Cost(0, Make.bytes(2.0 * elements));
        return List.of(
                Make.on(Family.LIMIT, PEAK, multiplyAdds, Limits::peak).quickly(),
                Make.of(Family.LIMIT, COPY, copied, Shape.of(elements), Tensor::copy).quickly());
    }

    private static Runnable peak(Session session) {
        Tensor x = session.rand(ITEMS);
        CustomOp op =
                CustomOp.of("fma_peak", in -> List.of(in.get(0)))
                        .withHost((in, out) -> HostPeak.run(in.get(0), out.get(0), STEPS))
                        .withCuda(new KernelText("fma_peak", text(CUDA)))
                        .withOpenCl(new KernelText("fma_peak", text(OPENCL)));
        return () -> session.apply(op, List.of(x));
    }

    private static String text(String kernel) {
        return kernel.replace("LANES", "" + LANES).replace("STEPS", "" + STEPS);
    }
}
