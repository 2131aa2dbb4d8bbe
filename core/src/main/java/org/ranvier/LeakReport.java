package org.ranvier;

import java.lang.ref.Cleaner;

/** Tells, when a session is garbage, that it was never closed. It closes nothing. */
final class LeakReport implements Runnable {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final System.Logger LOG = System.getLogger(LeakReport.class.getName());

    private final String device;
    private volatile boolean closed;

    private LeakReport(String device) {
        this.device = device;
    }

    static LeakReport watch(Session session, String device) {
        LeakReport report = new LeakReport(device);
        CLEANER.register(session, report);
        return report;
    }

    void closed() {
        closed = true;
    }

    @Override
    public void run() {
        if (!closed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a session on {0} was never closed; open sessions with try (Session s = Ranvier.open(…))",
                    device);
        }
    }
}
