package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.I32;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.ints;
import static org.ranvier.cpu.math.Lanes.mask;
import static org.ranvier.cpu.math.Lanes.narrow;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.math.Lanes.putMask;
import static org.ranvier.cpu.math.Lanes.widened;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;

/** Conversions between types, over whole vectors. */
final class ConvertLoops {
    private ConvertLoops() {}

    static @Nullable UnaryKernel of(DType source, DType target) {
        if (source == DType.F32 && target == DType.F64) {
            return Whole.unary(ConvertLoops::floatsToDoubles, DOUBLES, 4, 8);
        }
        if (source == DType.F64 && target == DType.F32) {
            return Whole.unary(ConvertLoops::doublesToFloats, DOUBLES, 8, 4);
        }
        if (source == DType.I32 && target == DType.F32) {
            return Whole.unary(ConvertLoops::intsToFloats, FLOATS, 4, 4);
        }
        if (source == DType.F32 && target == DType.I32) {
            return Whole.unary(ConvertLoops::floatsToInts, FLOATS, 4, 4);
        }
        if (source == DType.BOOL && target == DType.F32 && Lanes.hasMasks(target)) {
            return Whole.unary(ConvertLoops::flagsToFloats, FLOATS, 1, 4);
        }
        if (source == DType.BOOL && target == DType.I32 && Lanes.hasMasks(target)) {
            return Whole.unary(ConvertLoops::flagsToInts, FLOATS, 1, 4);
        }
        if (source == DType.F32 && target == DType.BOOL && Lanes.hasMasks(source)) {
            return Whole.unary(ConvertLoops::floatsToFlags, FLOATS, 4, 1);
        }
        return null;
    }

    private static void floatsToDoubles(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            put(widened(x + 4L * i), y + 8L * i);
        }
    }

    private static void doublesToFloats(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            narrow(doubles(x + 8L * i), y + 4L * i);
        }
    }

    private static void intsToFloats(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            put((FloatVector) ints(x + 4L * i).castShape(F32, 0), y + 4L * i);
        }
    }

    private static void floatsToInts(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            put((IntVector) floats(x + 4L * i).castShape(I32, 0), y + 4L * i);
        }
    }

    private static void flagsToFloats(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            put(FloatVector.zero(F32).blend(1, mask(F32, x + i)), y + 4L * i);
        }
    }

    private static void flagsToInts(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            put(IntVector.zero(I32).blend(1, mask(I32, x + i)), y + 4L * i);
        }
    }

    private static void floatsToFlags(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            putMask(floats(x + 4L * i).compare(VectorOperators.NE, 0), y + i);
        }
    }
}
