package org.ranvier.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsEveryKindOfValue() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", Arrays.asList(1L, -2.5, 1e3, true, false, null));
        expected.put("é\n\"\\/", Map.of());
        assertEquals(
                expected,
                Json.parse(
                        " {\"a\" : [1, -2.5,1E3 ,true,false,null],\n"
                                + " \"\\u00e9\\n\\\"\\\\\\/\":{} } "));
        assertEquals(List.of(), Json.parse("[]"));
        assertEquals(1e30, Json.parse("1000000000000000000000000000000"));
    }

    @Test
    void writesWhatItReads() {
        String text =
                "{\"x\":[1,2.5,\"tab\\u0009 \\\"q\\\" \\\\ é\"],\"y\":{\"z\":true},\"n\":null}";
        assertEquals(text, Json.write(Json.parse(text)));
        assertThrows(IllegalArgumentException.class, () -> Json.write(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "[1 2]",
                "{\"a\" 1}",
                "{a:1}",
                "\"x",
                "01",
                "1.",
                "tru",
                "[] []",
                "\"\\x\"",
                "\"\\u12g4\"",
                "{\"a\":1,\"a\":2}",
                "nul",
                "-",
                "\"\n\"",
                "{,}"
            })
    void refusesWhatIsNoJson(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Json.parse(text)).getMessage();
        assertTrue(message.startsWith("json: "), message);
    }

    @Test
    void refusesEndlessNesting() {
        assertThrows(IllegalArgumentException.class, () -> Json.parse("[".repeat(100_000)));
    }
}
