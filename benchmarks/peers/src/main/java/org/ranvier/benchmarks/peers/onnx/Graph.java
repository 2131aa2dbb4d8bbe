package org.ranvier.benchmarks.peers.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A model for ONNX Runtime as it is built: nodes named by numbers, constants, one input and one
 * output. The numbers of fields are those of {@code onnx.proto}, IR version 9, operators of version
 * 20.
 */
final class Graph {
    static final String INPUT = "x";
    static final String OUTPUT = "y";

    private static final int VERSION = 9;
    private static final int OPERATORS = 20;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final Proto graph = new Proto().text(2, "network");
    private int names;

    /** A node with one output. */
    String node(String operator, List<String> in, Proto... attributes) {
        return node(operator, in, "n" + names++, attributes);
    }

    private String node(String operator, List<String> in, String out, Proto... attributes) {
        Proto node = new Proto();
        in.forEach(name -> node.text(1, name));
        node.text(2, out).text(4, operator);
        for (Proto attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return out;
    }

    String constant(float[] elements, long... shape) {
        ByteBuffer raw = little(elements.length * Float.BYTES);
        raw.asFloatBuffer().put(elements);
        return constant(raw, FLOAT, shape);
    }

    String constant(long... numbers) {
        ByteBuffer raw = little(numbers.length * Long.BYTES);
        raw.asLongBuffer().put(numbers);
        return constant(raw, INT64, numbers.length);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String constant(ByteBuffer raw, int type, long... shape) {
        String name = "c" + names++;
        Proto tensor = new Proto();
        for (long size : shape) {
            tensor.number(1, size);
        }
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw.array()));
        return name;
    }

    static Proto integer(String name, long value) {
        return new Proto().text(1, name).number(3, value).number(20, 2);
    }

    static Proto real(String name, float value) {
        return new Proto().text(1, name).real(2, value).number(20, 1);
    }

    static Proto integers(String name, long... values) {
        Proto attribute = new Proto().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, 7);
    }

    /** The whole model; {@code last} becomes the output. */
    byte[] model(String last, long[] input, long[] output) {
        node("Identity", List.of(last), OUTPUT);
        graph.message(11, value(INPUT, input)).message(12, value(OUTPUT, output));
        Proto operators = new Proto().text(1, "").number(2, OPERATORS);
        return new Proto().number(1, VERSION).message(8, operators).message(7, graph).toBytes();
    }

    private static Proto value(String name, long[] shape) {
        Proto sizes = new Proto();
        for (long size : shape) {
            sizes.message(1, new Proto().number(1, size));
        }
        Proto tensor = new Proto().number(1, FLOAT).message(2, sizes);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }
}
