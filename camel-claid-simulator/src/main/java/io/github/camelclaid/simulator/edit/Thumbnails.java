package io.github.camelclaid.simulator.edit;

/**
 * What an edit's pictures looked like: small JPEGs, at most {@value #LONGEST_SIDE} pixels wide and high, a few kilobytes
 * each. Where a picture is transparent they show a chequered ground.
 *
 * @param input the picture that was read; not to be changed
 * @param output the picture that was written, before it was encoded; not to be changed
 */
public record Thumbnails(byte[] input, byte[] output) {

    static final int LONGEST_SIDE = 160;
}
