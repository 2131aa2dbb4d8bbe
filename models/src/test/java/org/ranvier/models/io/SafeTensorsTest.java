package org.ranvier.models.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.networks.Mlp;
import org.ranvier.testkit.ReferenceBackend;

class SafeTensorsTest {
    @TempDir Path folder;

    private static Map<String, Tensor> samples(Session s) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("flags", s.tensor(new boolean[] {true, false, true}));
        tensors.put("weight", s.tensor(new float[] {1, 2.5f, -3, 4, 5, 6}, 2, 3));
        tensors.put("view", s.tensor(new float[] {1, 2, 3, 4}, 2, 2).transpose());
        tensors.put("double", s.tensor(new double[] {Math.PI}));
        tensors.put("index", s.tensor(new int[] {7, -1}));
        tensors.put("nothing", s.zeros(0, 4));
        tensors.put("scalar ü", s.scalar(9));
        return tensors;
    }

    @OnEveryBackend
    void whatIsWrittenIsRead(Session s) throws IOException {
        Path path = folder.resolve("deep/er/all.safetensors");
        Map<String, Tensor> tensors = samples(s);
        SafeTensors.write(path, tensors, Map.of("k", "v \"quoted\" ü"));
        try (SafeTensors file = SafeTensors.open(path)) {
            assertEquals(tensors.keySet(), file.names());
            assertEquals(Map.of("k", "v \"quoted\" ü"), file.metadata());
            assertEquals(Shape.of(2, 3), file.shape("weight"));
            for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
                Tensor read = file.tensor(s, e.getKey());
                assertEquals(e.getValue().spec(), read.spec());
                if (read.dtype() != DType.BOOL) {
                    assertArrayEquals(e.getValue().toDoubleArray(), read.toDoubleArray());
                }
            }
            assertArrayEquals(
                    new boolean[] {true, false, true}, file.tensor(s, "flags").toBooleanArray());
            String message =
                    assertThrows(IllegalArgumentException.class, () -> file.tensor(s, "bias"))
                            .getMessage();
            assertTrue(message.contains("no tensor bias"), message);
        }
        assertFalse(Files.exists(folder.resolve("deep/er/all.safetensors.part")));
    }

    /** Reads the bytes by the format's definition, with none of the code under test. */
    @Test
    void bytesFollowTheFormat() throws IOException {
        Path path = folder.resolve("all.safetensors");
        try (Session s = ReferenceBackend.open()) {
            SafeTensors.write(path, samples(s), Map.of("k", "v"));
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.getLong(0);
        assertEquals(0, length % 8);
        String header = new String(bytes.array(), 8, (int) length, StandardCharsets.UTF_8);
        assertTrue(header.startsWith("{\"__metadata__\":{\"k\":\"v\"},"), header);
        int data = 8 + (int) length;
        assertEquals(Math.PI, bytes.getDouble(data + begin(header, "double", "F64", "[1]")));
        int weight = data + begin(header, "weight", "F32", "[2,3]");
        assertEquals(0, weight % 4);
        assertEquals(2.5f, bytes.getFloat(weight + 4));
        assertEquals(3f, bytes.getFloat(data + begin(header, "view", "F32", "[2,2]") + 4));
        assertEquals(-1, bytes.getInt(data + begin(header, "index", "I32", "[2]") + 4));
        assertEquals(1, bytes.get(data + begin(header, "flags", "BOOL", "[3]") + 2));
        assertEquals(9f, bytes.getFloat(data + begin(header, "scalar ü", "F32", "[]")));
        assertEquals(data + 8 + 4 * (6 + 4 + 2 + 1) + 3, bytes.limit());
    }

    private static int begin(String header, String name, String type, String shape) {
        String start =
                "\""
                        + name
                        + "\":{\"dtype\":\""
                        + type
                        + "\",\"shape\":"
                        + shape
                        + ",\"data_offsets\":[";
        int at = header.indexOf(start);
        assertTrue(at > 0, start + " not in " + header);
        String rest = header.substring(at + start.length());
        return Integer.parseInt(rest.substring(0, rest.indexOf(',')));
    }

    private Path file(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return Files.write(folder.resolve("made.safetensors"), bytes.array());
    }

    private static String entry(String name, String type, String shape, String offsets) {
        return "\""
                + name
                + "\":{\"dtype\":\""
                + type
                + "\",\"shape\":"
                + shape
                + ",\"data_offsets\":"
                + offsets
                + "}";
    }

    private void refused(String why, String header, int dataBytes) throws IOException {
        Path path = file(header, dataBytes);
        String message = assertThrows(IOException.class, () -> SafeTensors.open(path)).getMessage();
        assertTrue(message.startsWith(path.toString()), message);
        assertTrue(message.contains(why), message);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        String a = entry("a", "F32", "[2]", "[0,8]");
        refused("cut off: 7 of 8", "{" + a + "}", 7);
        refused("1 bytes follow", "{" + a + "}", 9);
        refused(
                "overlap or leave a gap",
                "{" + a + "," + entry("b", "F32", "[2]", "[4,12]") + "}",
                12);
        refused(
                "overlap or leave a gap",
                "{" + a + "," + entry("b", "F32", "[1]", "[12,16]") + "}",
                16);
        refused("cut off", "{" + a + "," + entry("b", "F32", "[2]", "[8,16]") + "}", 8);
        refused("takes 8 bytes", "{" + entry("a", "F32", "[2]", "[0,4]") + "}", 4);
        refused("takes 8 bytes", "{" + entry("a", "F32", "[2]", "[-8,0]") + "}", 0);
        refused("unknown dtype F31", "{" + entry("a", "F31", "[2]", "[0,8]") + "}", 8);
        refused("stands twice", "{" + a + "," + a + "}", 8);
        refused("negative", "{" + entry("a", "F32", "[-1]", "[0,8]") + "}", 8);
        refused(
                "more than 2^63",
                "{" + entry("a", "F32", "[4294967296,4294967296]", "[0,8]") + "}",
                8);
        refused("lacks dtype", "{\"a\":{\"dtype\":\"F32\"}}", 0);
        refused("lacks dtype", "{\"a\":{\"dtype\":3,\"shape\":[],\"data_offsets\":[0,4]}}", 4);
        refused("not a valid", "{" + entry("a", "F32", "[2.5]", "[0,8]") + "}", 8);
        refused("expected an object", "[]", 0);
        refused("json", "{", 0);
    }

    @Test
    void damagedLengthsAreRefused() throws IOException {
        for (byte[] bytes :
                new byte[][] {
                    {},
                    {1, 2, 3},
                    {100, 0, 0, 0, 0, 0, 0, 0, '{', '}'},
                    {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'},
                    {0, 0, 0, 0, 0, 1, 0, 0, '{', '}'}
                }) {
            Path path = Files.write(folder.resolve("short.safetensors"), bytes);
            String message =
                    assertThrows(IOException.class, () -> SafeTensors.open(path)).getMessage();
            assertTrue(message.contains("cut off"), message);
        }
        assertThrows(IOException.class, () -> SafeTensors.open(folder.resolve("none")));
    }

    @Test
    void typesWithoutCounterpartAreNamedWhenAskedFor() throws IOException {
        Path path = file("{" + entry("n", "I64", "[]", "[0,8]") + "}", 8);
        try (SafeTensors file = SafeTensors.open(path);
                Session s = ReferenceBackend.open()) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> file.tensor(s, "n"))
                            .getMessage();
            assertTrue(message.contains("I64"), message);
        }
    }

    @OnEveryBackend
    void modelsAreSavedAndLoaded(Session s) throws IOException {
        Path path = folder.resolve("model.safetensors");
        Model one = Model.build(s, Mlp.of(3, 4, 2), 1, Shape.of(1, 3));
        Model two = Model.build(s, Mlp.of(3, 4, 2), 2, Shape.of(1, 3), DType.F64);
        Tensor x = s.tensor(new float[] {1, -2, 3}, 1, 3);
        one.save(path);
        two.load(path);
        assertArrayEquals(one.predict(x).toFloatArray(), two.predict(x).toFloatArray(), 1e-6f);
    }

    @OnEveryBackend
    void filesOfAnotherNetworkAreRefusedAndChangeNothing(Session s) throws IOException {
        Path path = folder.resolve("model.safetensors");
        Model.build(s, Mlp.of(3, 4, 2), 1, Shape.of(1, 3)).save(path);
        Model wider = Model.build(s, Mlp.of(3, 4, 5), 2, Shape.of(1, 3));
        float[] before = wider.parameters().get("0.weight").toFloatArray();
        String shape =
                assertThrows(IllegalArgumentException.class, () -> wider.load(path)).getMessage();
        assertTrue(shape.contains("2.weight is F32[2, 4], expected F32[5, 4]"), shape);
        assertArrayEquals(before, wider.parameters().get("0.weight").toFloatArray());
        Model deeper = Model.build(s, Mlp.of(3, 4, 2, 1), 2, Shape.of(1, 3));
        String names =
                assertThrows(IllegalArgumentException.class, () -> deeper.load(path)).getMessage();
        assertTrue(names.contains("lacks [4.bias, 4.weight]"), names);
        Model smaller = Model.build(s, Mlp.of(3, 4), 2, Shape.of(1, 3));
        String surplus =
                assertThrows(IllegalArgumentException.class, () -> smaller.load(path)).getMessage();
        assertTrue(surplus.contains("unknown [2.bias, 2.weight]"), surplus);
    }
}
