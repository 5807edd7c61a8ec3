package io.github.camelclaid.simulator.edit;

/**
 * One picture of a batch.
 *
 * @param address of the input
 * @param folder where its result goes, below the batch's destination; empty, or with a slash at its end
 * @param name what its result is called, without an extension; no other picture of the batch in that folder has it
 */
public record BatchPicture(String address, String folder, String name) {}
