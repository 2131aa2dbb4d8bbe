package org.ranvier;

import java.util.List;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Replay;

/**
 * A step that was recorded by {@link Session#record} and can be repeated. It holds on to the memory
 * of every tensor that the step used, and to that of its intermediate results.
 */
public final class Recording implements AutoCloseable {
    private final Session session;
    private final Replay replay;
    private final MemoryPool.Reserve reserve;
    private final List<Storage> used;
    private final List<Storage> written;
    private boolean closed;

    private Recording(
            Session session, Replay replay, MemoryPool.Reserve reserve, Recorder recorder) {
        this.session = session;
        this.replay = replay;
        this.reserve = reserve;
        this.used = List.copyOf(recorder.used());
        this.written = List.copyOf(recorder.written());
    }

    static Recording of(
            Session session, Backend backend, Executor executor, MemoryPool pool, Runnable step) {
        if (executor.isRecording()) {
            throw new IllegalStateException(
                    "record: another recording is under way; record the whole step at once");
        }
        MemoryPool.Reserve reserve = pool.beginReserve();
        Recorder recorder = new Recorder(backend, reserve);
        Recording made = null;
        executor.record(recorder);
        try {
            step.run();
            made = new Recording(session, backend.record(recorder.executions()), reserve, recorder);
            return made;
        } finally {
            executor.endRecord();
            pool.endReserve();
            if (made == null) {
                recorder.used().forEach(Storage::release);
                reserve.close();
            }
        }
    }

    /**
     * Carries the step out once more: the same operations, on what the tensors they read hold now.
     * Tensors that the step has left behind, and those it changes in place, are written again.
     *
     * @throws IllegalStateException if this or the session is closed
     */
    public void replay() {
        session.checkOpen("replay");
        if (closed) {
            throw new IllegalStateException("replay: the recording is closed");
        }
        replay.run();
        written.forEach(Storage::changed);
    }

    /** Gives its memory back; tensors that the step has left behind stay as they are. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        session.checkOpen("close of a recording");
        closed = true;
        session.forget(this);
        try {
            replay.close();
        } finally {
            used.forEach(Storage::release);
            reserve.close();
        }
    }
}
