package org.ranvier.app;

/** The {@code ranvier} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command.
     *
     * @param args the subcommand and its options
     */
    public static void main(String[] args) {
        System.out.println("usage: ranvier COMMAND [OPTION]...");
    }
}
