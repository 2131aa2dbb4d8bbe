package org.ranvier.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.benchmarks.run.Case;
import org.ranvier.benchmarks.work.Limits;

class PageTest {
    private static final String MATMUL = "matmul f32 512x512x512";

    private static final Results RESULTS =
            new Results(
                    Map.of("processor", "one <of> a kind"),
                    List.of(
                            measured("cpu", Limits.PEAK, 40_000),
                            measured("opencl:0", Limits.PEAK, 50_000),
                            measured("cpu", Limits.COPY, 20_000),
                            measured("opencl:0", Limits.COPY, 30_000),
                            measured("cpu", MATMUL, 1_400),
                            measured("opencl:0", MATMUL, 2_800)));

    @TempDir private Path folder;

    private static Measured measured(String engine, String workload, double micros) {
        return new Measured(new Case(engine, 2, workload), micros, micros * 0.9, micros * 1.1);
    }

    @Test
    void textsAreEscapedAndNothingIsLoaded() {
        String page = Page.of(RESULTS);
        assertTrue(page.contains("one &lt;of> a kind"), page);
        assertTrue(!page.contains("src=") && !page.contains("href="), "loads something");
    }

    @Test
    void barsTellTimeRateAndShareOfTheLimit() {
        String page = Page.of(RESULTS);
        double share = 2 * Math.pow(512, 3) / 1_400 / (2.0 * (1 << 16) * 256 * 128 / 40_000);
        String expected = "1.40 ms, 191.7 GFLOP/s, " + Math.round(share * 100) + " %</text>";
        assertTrue(page.contains(expected), expected + " not in " + page);
    }

    @Test
    void aBrowserShowsItsCharts() throws IOException, InterruptedException {
        Path browser = browser();
        Path page = folder.resolve("report.html");
        Files.writeString(page, Page.of(RESULTS));
        Path out = folder.resolve("dom.html");
        Process process =
                new ProcessBuilder(
                                browser.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--dump-dom",
                                page.toUri().toString())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the browser does not end");
        String dom = Files.readString(out, StandardCharsets.UTF_8);
        // A roofline, the limits, and the products; six bars and two points.
        assertEquals(3, count(dom, "<svg "), dom);
        assertEquals(6, count(dom, "<rect "), dom);
        assertEquals(2, count(dom, "<circle "), dom);
    }

    private static Path browser() {
        String path = System.getenv().getOrDefault("PATH", "");
        Path found =
                Stream.of(path.split(File.pathSeparator))
                        .flatMap(dir ->
                                Stream.of("chromium", "google-chrome").map(Path.of(dir)::resolve))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        assumeTrue(found != null, "no chromium or google-chrome on the PATH to show the page");
        return found;
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
