package org.ranvier.cpu.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkersTest {
    private record Piece(long start, long end) {}

    private static Set<Piece> pieces(int threads, long items, long grain) {
        Set<Piece> pieces = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers(threads)) {
            workers.parallel(items, grain, (start, end) -> pieces.add(new Piece(start, end)));
        }
        return pieces;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "7, 3", "1000, 1", "1000, 1000", "1000, 5000", "12345, 100"})
    void everyItemIsDoneOnce(int items, int grain) {
        AtomicIntegerArray visits = new AtomicIntegerArray(items);
        try (Workers workers = new Workers(2)) {
            workers.parallel(
                    items,
                    grain,
                    (start, end) -> {
                        for (long i = start; i < end; i++) {
                            visits.incrementAndGet((int) i);
                        }
                    });
        }
        for (int i = 0; i < items; i++) {
            assertEquals(1, visits.get(i));
        }
    }

    @Test
    void piecesDoNotDependOnTheNumberOfThreads() {
        assertEquals(pieces(1, 12345, 100), pieces(2, 12345, 100));
        assertEquals(pieces(1, 12345, 100), pieces(5, 12345, 100));
    }

    @Test
    void allThreadsWork() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        try (Workers workers = new Workers(2)) {
            workers.parallel(
                    2,
                    1,
                    (start, end) -> {
                        both.countDown();
                        try {
                            both.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
        assertEquals(0, both.getCount());
    }

    @Test
    void aFailureReachesTheCallerAndLeavesTheThreadsUsable() {
        try (Workers workers = new Workers(2)) {
            for (int round = 0; round < 100; round++) {
                long bad = round;
                IndexOutOfBoundsException e =
                        assertThrows(
                                IndexOutOfBoundsException.class,
                                () ->
                                        workers.parallel(
                                                100,
                                                1,
                                                (start, end) -> {
                                                    if (start == bad) {
                                                        throw new IndexOutOfBoundsException("x");
                                                    }
                                                }));
                assertEquals("x", e.getMessage());
            }
            AtomicLong sum = new AtomicLong();
            workers.parallel(100, 1, (start, end) -> sum.addAndGet(start));
            assertEquals(4950, sum.get());
        }
    }

    @Test
    void aTaskInsideATaskRunsThere() {
        AtomicLong count = new AtomicLong();
        try (Workers workers = new Workers(2)) {
            workers.parallel(
                    10,
                    1,
                    (start, end) -> {
                        Thread outer = Thread.currentThread();
                        workers.parallel(
                                10,
                                1,
                                (s, e) -> {
                                    assertEquals(outer, Thread.currentThread());
                                    count.incrementAndGet();
                                });
                    });
        }
        assertEquals(100, count.get());
    }

    @Test
    void manySmallTasksInARow() {
        AtomicLong count = new AtomicLong();
        try (Workers workers = new Workers(2)) {
            for (int i = 0; i < 20_000; i++) {
                workers.parallel(4, 1, (start, end) -> count.incrementAndGet());
            }
        }
        assertEquals(80_000, count.get());
    }

    @Test
    void idleThreadsAreParkedAndWakeAgain() throws InterruptedException {
        try (Workers workers = new Workers(2)) {
            for (int round = 0; round < 5; round++) {
                Set<Thread> seen = ConcurrentHashMap.newKeySet();
                while (seen.size() < 2) {
                    workers.parallel(1000, 1, (start, end) -> seen.add(Thread.currentThread()));
                }
                seen.remove(Thread.currentThread());
                for (Thread thread : seen) {
                    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                    while (thread.getState() != Thread.State.WAITING && System.nanoTime() < end) {
                        TimeUnit.MILLISECONDS.sleep(1);
                    }
                    assertEquals(Thread.State.WAITING, thread.getState());
                }
            }
        }
    }

    @Test
    void closingEndsTheThreads() throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Workers workers = new Workers(2);
        while (seen.size() < 2) {
            workers.parallel(1000, 1, (start, end) -> seen.add(Thread.currentThread()));
        }
        workers.close();
        seen.remove(Thread.currentThread());
        for (Thread thread : seen) {
            assertTrue(thread.isDaemon());
            assertFalse(thread.isAlive());
        }
        assertThrows(
                IllegalStateException.class, () -> workers.parallel(1000, 1, (start, end) -> {}));
    }
}
