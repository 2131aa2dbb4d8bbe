package org.ranvier.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ranvier.Precision;
import org.ranvier.kernels.Device;
import org.ranvier.kernels.Kernel;
import org.ranvier.kernels.Tile;
import org.ranvier.kernels.Traits;
import org.ranvier.op.CustomOp;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;

/** Launches kernels on one device, in one stream. */
final class CudaDevice implements Device, AutoCloseable {
    private static final int GROUPS_OF_A_MULTIPROCESSOR = 4;

    /** Waits after every launch, so that a failure names its kernel. */
    static final boolean BLOCKING = Boolean.getBoolean("ranvier.cuda.blocking");

    private final Context context;
    private final Modules modules;
    private final Traits traits;
    private final Precision precision;
    private final @Nullable Cublas cublas;
    private final @Nullable Profile profile;
    private final Arena arena = Arena.ofShared();
    private final Arguments arguments = new Arguments(arena);
    private final Set<String> inFlight = new LinkedHashSet<>();
    private boolean lost;

    CudaDevice(int ordinal, Precision allowed) {
        context = new Context(ordinal);
        modules = new Modules(context);
        traits =
                new Traits(
                        Modules.GROUP,
                        Driver.multiprocessors(context.device()) * GROUPS_OF_A_MULTIPROCESSOR,
                        true,
                        false,
                        Tile.ofGroup(Modules.GROUP));
        // Older devices have no such tensor cores.
        boolean shorter = Driver.capability(context.device()).major() >= 8;
        precision = shorter ? allowed : Precision.FULL;
        cublas = Cublas.isWanted() ? new Cublas(context.stream(), precision) : null;
        profile = Profile.ifRecording("cuda:" + ordinal, context.stream());
    }

    /** How exactly products of F32 are computed. */
    Precision precision() {
        return precision;
    }

    Context context() {
        return context;
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public void launch(Kernel kernel, long groups, Object... given) {
        arguments.pack(kernel, given);
        begin();
        modules.launch(kernel, groups, arguments);
        launched(kernel.toString(), groups);
    }

    @Override
    public void launch(CustomOp op, List<Operand> in, List<Operand> out) {
        CustomOp.KernelText text = op.cuda();
        if (text == null) {
            throw new UnsupportedOperationException(
                    op + " has no CUDA text; give it one with withCuda");
        }
        List<Operand> tensors = new ArrayList<>(in);
        tensors.addAll(out);
        long elements = out.get(0).shape().elements();
        arguments.pack(tensors, elements);
        begin();
        modules.launch(text, op.name(), traits.groups(elements), arguments);
        launched(op.name(), traits.groups(elements));
    }

    /**
     * Enters a product of matrices into the queue, if there is a library that takes these layouts.
     */
    boolean matmul(Operand a, Operand b, Operand y) {
        if (cublas == null) {
            return false;
        }
        begin();
        boolean taken = cublas.matmul(a, b, y);
        if (taken) {
            launched("gemm of cuBLAS", 0);
        }
        return taken;
    }

    private void begin() {
        if (profile != null && !context.isCapturing()) {
            profile.begin();
        }
    }

    /** Something was entered into the queue. */
    private void launched(String kernel, long groups) {
        if (profile != null && !context.isCapturing()) {
            profile.end(kernel, groups);
        }
        inFlight.add(kernel);
        if (BLOCKING) {
            synchronize();
        }
    }

    /** What was launched since the last wait. */
    List<String> launched() {
        return List.copyOf(inFlight);
    }

    /** Waits; a failure names what was launched since the last wait. */
    void synchronize() {
        int result = context.await();
        if (result != 0) {
            lost = true;
            throw new CudaException(Driver.text(result) + culprit() + "; the session cannot go on");
        }
        inFlight.clear();
        if (profile != null && !context.isCapturing()) {
            profile.flush();
        }
    }

    private String culprit() {
        return switch (inFlight.size()) {
            case 0 -> "";
            case 1 -> " in " + inFlight.iterator().next();
            default ->
                    " in one of "
                            + String.join(", ", inFlight)
                            + "; with -Dranvier.cuda.blocking=true the message names it";
        };
    }

    @Override
    public Buffer allocate(long bytes) {
        return context.allocate(bytes);
    }

    @Override
    public void free(Buffer buffer) {
        context.free((CudaBuffer) buffer);
    }

    /** Enters a recorded step into the queue. */
    void launch(Context.Graph graph) {
        begin();
        graph.launch();
        launched("a recorded step", 0);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
        if (context.isCapturing()) {
            throw new CapturedSteps.HostNeeded();
        }
        synchronize();
        context.read(((CudaBuffer) source).address() + offset, target);
    }

    /**
     * Gives up the device.
     *
     * @throws CudaException if something failed since the last wait, as giving memory back that was
     *     written before its beginning
     */
    @Override
    public void close() {
        try {
            if (!lost) {
                synchronize();
            }
        } finally {
            if (profile != null) {
                profile.close();
            }
            if (cublas != null) {
                cublas.close();
            }
            modules.close();
            context.close();
            arena.close();
        }
    }
}
