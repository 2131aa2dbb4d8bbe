package org.ranvier.cuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.ranvier.kernels.Binaries;
import org.ranvier.kernels.Kernel;
import org.ranvier.kernels.Program;
import org.ranvier.kernels.Texts;
import org.ranvier.op.CustomOp;

/**
 * The compiled kernels of a context: from the binaries made at build time, or, where there are none
 * for the device, compiled now. Each is loaded when first asked for.
 */
final class Modules implements AutoCloseable {
    /** Work items of a group. */
    static final int GROUP = 256;

    private static final String PREFIX = "ranvier_";

    private final Context context;
    private final Capability capability;
    private final Map<Program, CUmodule> programs = new HashMap<>();
    private final Map<Kernel, CUfunction> kernels = new HashMap<>();
    private final Map<CustomOp.KernelText, CUfunction> custom = new HashMap<>();
    private final List<CUmodule> loaded = new ArrayList<>();
    private boolean binariesFit = true;

    Modules(Context context) {
        this.context = context;
        this.capability = Driver.capability(context.device());
    }

    /** What is defined when a program is compiled. */
    static List<String> defines(Program program) {
        List<String> defines = new ArrayList<>(program.defines());
        defines.add("GROUP=" + GROUP);
        return defines;
    }

    /** Enters a kernel into the queue. */
    void launch(Kernel kernel, long groups, Arguments arguments) {
        launch(kernels.computeIfAbsent(kernel, this::find), groups, arguments, kernel.name());
    }

    /** Enters a user's kernel into the queue. */
    void launch(CustomOp.KernelText text, String operation, long groups, Arguments arguments) {
        launch(function(text, operation), groups, arguments, operation);
    }

    private CUfunction find(Kernel kernel) {
        CUmodule module = programs.computeIfAbsent(kernel.program(), this::load);
        return function(module, PREFIX + kernel.name(), kernel.toString());
    }

    private CUfunction function(CustomOp.KernelText text, String operation) {
        return custom.computeIfAbsent(
                text,
                t -> {
                    Nvrtc compiler = compiler(operation + " brings CUDA text");
                    byte[] image = compiler.compile(operation, t.text(), List.of(), capability);
                    return function(load(image, operation), t.function(), operation);
                });
    }

    private CUmodule load(Program program) {
        byte[] binary = binariesFit ? Binaries.of(program) : null;
        if (binary != null) {
            CUmodule module = new CUmodule();
            int result = JCudaDriver.cuModuleLoadData(module, binary);
            if (result == CUresult.CUDA_SUCCESS) {
                loaded.add(module);
                return module;
            }
            if (!isWrongDevice(result)) {
                Driver.check(result, "loading " + program);
            }
            binariesFit = false;
        }
        Nvrtc compiler = compiler("the kernels were not built for this device");
        String text = Texts.of("cuda", program.unit());
        return load(
                compiler.compile(program.toString(), text, defines(program), capability),
                program.toString());
    }

    private static boolean isWrongDevice(int result) {
        return result == CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU
                || result == CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION
                || result == CUresult.CUDA_ERROR_INVALID_PTX;
    }

    private Nvrtc compiler(String why) {
        Nvrtc compiler = Nvrtc.loaded();
        if (compiler == null) {
            throw new CudaException(
                    why
                            + " (compute capability "
                            + capability
                            + "), and the run-time compiler libnvrtc.so was not found; install"
                            + " the CUDA toolkit's NVRTC or set CUDA_HOME");
        }
        return compiler;
    }

    private CUmodule load(byte[] image, String what) {
        CUmodule module = new CUmodule();
        Driver.check(JCudaDriver.cuModuleLoadData(module, image), "loading " + what);
        loaded.add(module);
        return module;
    }

    private static CUfunction function(CUmodule module, String name, String what) {
        CUfunction function = new CUfunction();
        Driver.check(
                JCudaDriver.cuModuleGetFunction(function, module, name),
                "looking up " + name + " for " + what);
        return function;
    }

    private void launch(CUfunction function, long groups, Arguments arguments, String what) {
        if (groups > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    what + ": " + groups + " groups are more than a launch can have");
        }
        Driver.check(
                JCudaDriver.cuLaunchKernel(
                        function,
                        (int) groups,
                        1,
                        1,
                        GROUP,
                        1,
                        1,
                        0,
                        context.stream(),
                        arguments.pointer(),
                        null),
                "launching " + what);
    }

    @Override
    public void close() {
        loaded.forEach(JCudaDriver::cuModuleUnload);
    }
}
