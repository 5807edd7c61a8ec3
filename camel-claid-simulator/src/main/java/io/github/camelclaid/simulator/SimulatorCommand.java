package io.github.camelclaid.simulator;

/** The command line. */
public final class SimulatorCommand {
    private SimulatorCommand() {}

    public static void main(String[] args) {
        ClaidSimulator simulator = ClaidSimulator.builder().port(8080).start();
        System.out.println(simulator.baseUrl());
    }
}
