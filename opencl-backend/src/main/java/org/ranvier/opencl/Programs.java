package org.ranvier.opencl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_program;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.kernels.Kernel;
import org.ranvier.kernels.Program;
import org.ranvier.kernels.Texts;
import org.ranvier.kernels.Tile;
import org.ranvier.kernels.Traits;

/** Compiles programs when they are first needed, through the cache on disk. */
final class Programs implements AutoCloseable {
    private final OpenClDevice device;
    private final Queue queue;
    private final ProgramCache cache;
    private final Map<Program, cl_program> programs = new HashMap<>();
    private final Map<String, cl_program> texts = new HashMap<>();
    private final Map<Kernel, Compiled> kernels = new HashMap<>();
    private final Map<List<String>, Compiled> custom = new HashMap<>();

    /**
     * A kernel ready to be launched.
     *
     * @param kernel its handle
     * @param group work items of its groups
     */
    record Compiled(cl_kernel kernel, long group) {}

    Programs(OpenClDevice device, Queue queue, ProgramCache cache) {
        this.device = device;
        this.queue = queue;
        this.cache = cache;
    }

    Compiled kernel(Kernel kernel) {
        return kernels.computeIfAbsent(kernel, k -> kernel(program(k.program()), k.name()));
    }

    /** A kernel of a user's text. */
    Compiled kernel(String operation, String text, String function) {
        return custom.computeIfAbsent(
                List.of(text, function),
                _ ->
                        kernel(
                                texts.computeIfAbsent(
                                        text,
                                        t -> build(operation, t, String.join(" ", options()))),
                                function));
    }

    Compiled kernel(cl_program program, String name) {
        try {
            cl_kernel kernel = CL.clCreateKernel(program, name, null);
            return new Compiled(kernel, group(kernel));
        } catch (CLException e) {
            throw queue.failure("finding kernel " + name, e);
        }
    }

    /** What its text asks for, or else what suits the device. */
    private long group(cl_kernel kernel) {
        long[] sizes = new long[3];
        CL.clGetKernelWorkGroupInfo(
                kernel,
                device.id(),
                CL.CL_KERNEL_COMPILE_WORK_GROUP_SIZE,
                (long) Long.BYTES * sizes.length,
                Pointer.to(sizes),
                null);
        return sizes[0] > 0 ? sizes[0] : device.traits().group();
    }

    private cl_program program(Program program) {
        if (program.types().contains(DType.F64) && !device.traits().doubles()) {
            throw new IllegalArgumentException(
                    device.info().id()
                            + " ("
                            + device.info().description()
                            + ") does not compute in F64; use F32");
        }
        cl_program known = programs.get(program);
        if (known == null) {
            known =
                    build(
                            program.toString(),
                            Texts.of("opencl", program.unit()),
                            String.join(" ", options(program)));
            programs.put(program, known);
        }
        return known;
    }

    List<String> options(Program program) {
        List<String> options = options();
        program.defines().forEach(define -> options.add("-D" + define));
        options.add("-DGROUP=" + device.traits().group());
        if (device.traits().doubles()) {
            options.add("-DHAS_F64");
        }
        if (device.traits().cpu()) {
            options.add("-DCPU");
            Tile tile = device.traits().tile();
            options.add("-DPIECE=" + Traits.PIECE);
            options.add("-DVECTOR_BYTES=" + device.vectorBytes());
            options.add("-DTILE_ROWS=" + tile.rows());
            options.add("-DTILE_COLUMNS=" + tile.columns());
            options.add("-DDEPTH=" + tile.depth());
        }
        if (device.exactRoots()) {
            options.add("-DEXACT_DIVIDE_SQRT");
        }
        return options;
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of("-cl-std=CL1.2"));
        if (device.exactRoots()) {
            options.add("-cl-fp32-correctly-rounded-divide-sqrt");
        }
        return options;
    }

    private cl_program build(String name, String text, String options) {
        ProgramCache.Key key = cache.key(text, options, device.fingerprint());
        byte[] binary = cache.load(key);
        cl_program cached = binary == null ? null : fromBinary(binary, options);
        if (cached != null) {
            return cached;
        }
        cl_program program = fromText(name, text, options);
        cache.store(key, binary(program));
        return program;
    }

    /** Null if the driver does not take the binary, as after a change that its version hides. */
    private @Nullable cl_program fromBinary(byte[] binary, String options) {
        cl_program program = null;
        try {
            program =
                    CL.clCreateProgramWithBinary(
                            queue.context(),
                            1,
                            new cl_device_id[] {device.id()},
                            new long[] {binary.length},
                            new byte[][] {binary},
                            null,
                            null);
            CL.clBuildProgram(program, 0, null, options, null, null);
            return program;
        } catch (CLException e) {
            if (program != null) {
                CL.clReleaseProgram(program);
            }
            return null;
        }
    }

    cl_program fromText(String name, String text, String options) {
        cl_program program =
                CL.clCreateProgramWithSource(queue.context(), 1, new String[] {text}, null, null);
        try {
            CL.clBuildProgram(program, 0, null, options, null, null);
            return program;
        } catch (CLException e) {
            String log = log(program);
            CL.clReleaseProgram(program);
            throw new OpenClException(
                    device.info().id()
                            + ": program "
                            + name
                            + " does not compile with options "
                            + options
                            + ": "
                            + CL.stringFor_errorCode(e.getStatus())
                            + "\n"
                            + log,
                    e);
        }
    }

    private String log(cl_program program) {
        long[] size = new long[1];
        CL.clGetProgramBuildInfo(program, device.id(), CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] bytes = new byte[(int) size[0]];
        CL.clGetProgramBuildInfo(
                program,
                device.id(),
                CL.CL_PROGRAM_BUILD_LOG,
                bytes.length,
                Pointer.to(bytes),
                null);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    private static byte[] binary(cl_program program) {
        long[] size = new long[1];
        CL.clGetProgramInfo(
                program, CL.CL_PROGRAM_BINARY_SIZES, Long.BYTES, Pointer.to(size), null);
        byte[] bytes = new byte[(int) size[0]];
        CL.clGetProgramInfo(
                program,
                CL.CL_PROGRAM_BINARIES,
                org.jocl.Sizeof.POINTER,
                Pointer.to(Pointer.to(bytes)),
                null);
        return bytes;
    }

    @Override
    public void close() {
        kernels.values().forEach(compiled -> CL.clReleaseKernel(compiled.kernel()));
        custom.values().forEach(compiled -> CL.clReleaseKernel(compiled.kernel()));
        programs.values().forEach(CL::clReleaseProgram);
        texts.values().forEach(CL::clReleaseProgram);
    }
}
