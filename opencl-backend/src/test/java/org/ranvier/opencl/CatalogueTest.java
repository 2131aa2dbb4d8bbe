package org.ranvier.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_kernel;
import org.jocl.cl_program;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.kernels.Kernel;
import org.ranvier.kernels.Operations;
import org.ranvier.kernels.Parameter;
import org.ranvier.kernels.Program;
import org.ranvier.kernels.Texts;

/** The catalogue says of every kernel what the text says. */
class CatalogueTest {
    private static final String MEMORY = "any*";
    private static final Map<DType, String> C_TYPES =
            Map.of(DType.F32, "float", DType.F64, "double", DType.I32, "int", DType.BOOL, "BYTE");

    @Test
    void everyKernelTakesWhatTheCatalogueSays() {
        OpenClDevice device = OpenClTests.device();
        try (Queue queue = new Queue(device);
                Programs programs = new Programs(device, queue, OpenClTests.cache())) {
            Map<Program, List<Kernel>> catalogue =
                    Operations.catalogue().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Kernel::program,
                                            () ->
                                                    new TreeMap<>(
                                                            java.util.Comparator.comparing(
                                                                    Program::toString)),
                                            Collectors.toList()));
            catalogue.forEach((program, kernels) -> check(queue, programs, program, kernels));
        }
    }

    private static void check(
            Queue queue, Programs programs, Program program, List<Kernel> kernels) {
        String options = String.join(" ", programs.options(program)) + " -cl-kernel-arg-info";
        cl_program built =
                programs.fromText(program.toString(), Texts.of("opencl", program.unit()), options);
        for (Kernel kernel : kernels) {
            cl_kernel found = programs.kernel(built, kernel.name()).kernel();
            List<String> expected = expected(kernel);
            List<String> actual = actual(found);
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                if (expected.get(i).equals(MEMORY) && actual.get(i).endsWith("*")) {
                    actual.set(i, MEMORY);
                }
            }
            assertEquals(expected, actual, kernel::toString);
            CL.clReleaseKernel(found);
        }
        CL.clReleaseProgram(built);
    }

    private static List<String> expected(Kernel kernel) {
        List<String> types = new ArrayList<>();
        for (Parameter parameter : kernel.parameters()) {
            switch (parameter) {
                case Parameter.Tensor tensor -> {
                    types.add(C_TYPES.get(tensor.type()) + "*");
                    types.add("LONG");
                }
                case Parameter.Value value -> types.add(C_TYPES.get(value.type()));
                case Parameter.Numbers _ -> throw new AssertionError(kernel + " is for CUDA");
                case Parameter.Plain.LONG -> types.add("LONG");
                case Parameter.Plain.MEMORY -> types.add(MEMORY);
                case Parameter.Plain.VIEW -> types.add("View");
                case Parameter.Plain.AXES -> types.add("Axes");
            }
        }
        return types;
    }

    private static List<String> actual(cl_kernel kernel) {
        int[] count = new int[1];
        CL.clGetKernelInfo(kernel, CL.CL_KERNEL_NUM_ARGS, Integer.BYTES, Pointer.to(count), null);
        List<String> types = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            long[] size = new long[1];
            CL.clGetKernelArgInfo(kernel, i, CL.CL_KERNEL_ARG_TYPE_NAME, 0, null, size);
            byte[] name = new byte[(int) size[0]];
            CL.clGetKernelArgInfo(
                    kernel, i, CL.CL_KERNEL_ARG_TYPE_NAME, name.length, Pointer.to(name), null);
            types.add(
                    new String(name, 0, name.length - 1, java.nio.charset.StandardCharsets.UTF_8));
        }
        return types;
    }
}
