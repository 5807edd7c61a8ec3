package io.github.camelclaid.simulator.script;

/**
 * What a rule can look at.
 *
 * @param call the kind of request
 * @param input the input of the edit or batch or of the asked task, a list with spaces between; the file name of an
 *     upload or of a result of a batch; the name of a storage; never null
 * @param taskId the asked task, 0 where there is none
 * @param nth how many requests of this kind there have been, this one included
 */
public record Facts(Call call, String input, long taskId, long nth) {}
