package io.github.camelclaid.simulator.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the manifest of the jar names. */
final class Version implements IVersionProvider {

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"claid-simulator " + text()};
    }
}
