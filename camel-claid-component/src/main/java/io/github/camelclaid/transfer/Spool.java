package io.github.camelclaid.transfer;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where images lie while they are on their way, each in a file of its own that only the owner of the process may read.
 *
 * @param directory is made on first use
 * @param maxBytes how large one image may be, at least 1
 */
public record Spool(Path directory, long maxBytes) {

    private static final String PREFIX = "claid-";

    public Spool {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("an image has at least one byte, a limit of " + maxBytes + " is none");
        }
    }

    /** A new and empty file. */
    Path newFile(String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
        return Files.createTempFile(directory, PREFIX, suffix, ownerOnly("rw-------"));
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        FileSystem system = directory.getFileSystem();
        // elsewhere the access list of the directory counts
        return system.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
