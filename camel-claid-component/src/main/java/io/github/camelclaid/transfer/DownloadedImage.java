package io.github.camelclaid.transfer;

import java.nio.file.Path;

/**
 * A result that is completely on disk, in a private file that the caller owns and deletes.
 *
 * @param size in bytes
 * @param format null only where Claid reported an image type that this release does not know
 */
public record DownloadedImage(Path file, long size, ImageFormat format) {}
