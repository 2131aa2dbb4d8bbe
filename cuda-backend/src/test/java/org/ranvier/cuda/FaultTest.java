package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ranvier.DeviceMemoryException;
import org.ranvier.Ranvier;
import org.ranvier.Recording;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.op.CustomOp;
import org.ranvier.op.CustomOp.KernelText;
import org.ranvier.op.Unary;

/** What is said when something fails, and that a new session works afterwards. */
@WithCuda
@OnEmulator
class FaultTest {
    @AfterEach
    void everythingWorksAgain() {
        for (String name : List.of("FAULT", "MEMORY", "DEVICES", "POOLS", "CAPABILITY")) {
            Emulator.unset(name);
        }
        try (Session session = Ranvier.open("cuda:0")) {
            assertEquals(3, session.ones(3).sum().item());
        }
    }

    private static String failure(Session session, Runnable body) {
        CudaException e = assertThrows(CudaException.class, body::run);
        try {
            session.close();
        } catch (CudaException again) {
            assertTrue(e.getMessage().contains("the session cannot go on"), again.getMessage());
        }
        return e.getMessage();
    }

    private static Tensor apply(Session session, String name, String text) {
        CustomOp op =
                CustomOp.of(name, in -> List.of(in.get(0))).withCuda(new KernelText(name, text));
        return session.apply(op, List.of(session.ones(64))).get(0);
    }

    @Test
    void aFailedLaunchNamesTheKernel() {
        Session session = Ranvier.open("cuda:0");
        Tensor x = session.ones(3);
        Emulator.set("FAULT", "launch:ranvier_map_exp");
        String said = failure(session, () -> x.exp().toFloatArray());
        assertTrue(said.contains("CUDA_ERROR_LAUNCH_FAILED"), said);
        assertTrue(said.contains("map_exp"), said);
    }

    @Test
    void fullMemoryNamesSizesAndLeavesTheSessionUsable() {
        Emulator.set("MEMORY", "1000000");
        try (Session session = Ranvier.open("cuda:0")) {
            Tensor small = session.ones(1000);
            var e = assertThrows(DeviceMemoryException.class, () -> session.zeros(1000, 1000));
            assertTrue(e.getMessage().contains("4000000 bytes"), e.getMessage());
            assertTrue(e.getMessage().contains("of 1000000 bytes free"), e.getMessage());
            assertEquals(1000, small.sum().item());
        }
    }

    @Test
    void aModuleThatDoesNotLoadIsNamed() {
        Session session = Ranvier.open("cuda:0");
        Emulator.set("FAULT", "image");
        String said = failure(session, () -> session.ones(3));
        assertTrue(said.contains("CUDA_ERROR_NO_BINARY_FOR_GPU"), said);
        assertTrue(said.contains("fill.F32"), said);
    }

    @Test
    void anAccessOutsideMemoryIsFound() {
        Session session = Ranvier.open("cuda:0");
        String text =
                """
                extern "C" __global__ void outside(const float* x, float* y, long long n) {
                    y[n + threadIdx.x] = x[threadIdx.x];
                }
                """;
        String said = failure(session, () -> apply(session, "outside", text).toFloatArray());
        assertTrue(said.contains("CUDA_ERROR_ILLEGAL_ADDRESS"), said);
        assertTrue(said.contains("behind a piece of 256 bytes"), said);
        assertTrue(said.contains("outside"), said);
    }

    @Test
    void aBarrierThatSomeThreadsMissIsFound() {
        Session session = Ranvier.open("cuda:0");
        String text =
                """
                extern "C" __global__ void missed(const float* x, float* y, long long n) {
                    if (threadIdx.x < n / 2) {
                        __syncthreads();
                    }
                    y[0] = x[0];
                }
                """;
        String said = failure(session, () -> apply(session, "missed", text).toFloatArray());
        assertTrue(said.contains("a barrier was not reached by all threads"), said);
        assertTrue(said.contains("32 wait at __syncthreads"), said);
    }

    @Test
    void aWarpOperationThatSomeLanesMissIsFound() {
        Session session = Ranvier.open("cuda:0");
        String text =
                """
                extern "C" __global__ void lanes(const float* x, float* y, long long n) {
                    if (threadIdx.x != 5) {
                        y[threadIdx.x % n] = __shfl_xor_sync(~0u, x[0], 1);
                    }
                }
                """;
        String said = failure(session, () -> apply(session, "lanes", text).toFloatArray());
        assertTrue(said.contains("31 at a warp operation"), said);
    }

    @Test
    void aWriteBeforeTheBeginningIsFoundWhenMemoryIsGivenBack() {
        Session session = Ranvier.open("cuda:0");
        String text =
                """
                extern "C" __global__ void before(const float* x, float* y, long long n) {
                    y[-1 - (long long) threadIdx.x] = x[0];
                }
                """;
        apply(session, "before", text).toFloatArray();
        var e = assertThrows(CudaException.class, session::close);
        assertTrue(e.getMessage().contains("written before its beginning"), e.getMessage());
    }

    @Test
    void aFailureInAReplayNamesTheRecordedStep() {
        Session session = Ranvier.open("cuda:0");
        Tensor x = session.ones(3);
        Recording step = session.record(() -> x.mapInPlace(Unary.EXP));
        session.synchronize();
        Emulator.set("FAULT", "launch:ranvier_map_exp");
        step.replay();
        String said = failure(session, session::synchronize);
        assertTrue(said.contains("a recorded step"), said);
    }

    @Test
    void memoryOfAnotherKindThanPoolsWorks() {
        Emulator.set("POOLS", "0");
        try (Session session = Ranvier.open("cuda:0")) {
            assertEquals(1000, session.ones(1000).sum().item());
        }
    }

    @Test
    void everyDeviceIsASessionOfItsOwn() {
        Emulator.set("DEVICES", "2");
        try (Session first = Ranvier.open("cuda:0");
                Session second = Ranvier.open("cuda:1")) {
            Tensor a = first.ones(3);
            Tensor b = second.ones(4);
            assertEquals(3, a.sum().item());
            assertEquals(4, b.sum().item());
            assertEquals("cuda:1", second.device().id());
        }
    }

    @Test
    void aDeviceThatTheCompilerDoesNotKnowGetsPortableCode() {
        Emulator.set("CAPABILITY", "13.5");
        try (Session session = Ranvier.open("cuda:0")) {
            assertEquals(3, session.ones(3).sum().item());
        }
    }
}
