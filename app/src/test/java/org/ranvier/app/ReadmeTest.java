package org.ranvier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of README.md compile and do what they are there for. */
class ReadmeTest {
    @TempDir private Path folder;

    @Test
    void networkLearnsDigits() throws Exception {
        String example = examples().get(0);
        assertTrue(example.lines().count() <= 23, "longer than twenty lines and imports");
        String quick = example.replace(".epochs(6)", ".epochs(2)");
        assertTrue(!quick.equals(example), "has no number of epochs to change");
        double accuracy = Double.parseDouble(run(quick).strip());
        assertTrue(accuracy > 0.85, "accuracy " + accuracy);
    }

    @Test
    void descentFindsTheLine() throws Exception {
        List<Double> found =
                Pattern.compile("-?\\d+\\.\\d*")
                        .matcher(run(examples().get(1)))
                        .results()
                        .map(number -> Double.valueOf(number.group()))
                        .toList();
        double[] expected = {1, -2, 3, 0.5};
        assertEquals(expected.length, found.size(), found.toString());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found.get(i), 1e-3);
        }
    }

    private static List<String> examples() throws Exception {
        Path readme = Path.of("README.md");
        String text =
                Files.readString(Files.exists(readme) ? readme : Path.of("..").resolve(readme));
        List<String> blocks =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(text)
                        .results()
                        .map(block -> block.group(1))
                        .toList();
        assertEquals(2, blocks.size());
        return blocks;
    }

    private String run(String example) throws Exception {
        Path source = folder.resolve("Example.java");
        Files.writeString(source, example);
        var compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of("-d", folder.toString(), "-Xlint:none"),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            assertTrue(compiled, messages.toString());
        }
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> type = loader.loadClass("Example");
            Method main = type.getDeclaredMethod("main");
            main.setAccessible(true);
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            main.invoke(constructor.newInstance());
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
