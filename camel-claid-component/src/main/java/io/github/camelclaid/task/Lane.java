package io.github.camelclaid.task;

/**
 * Tasks that go the same way: those of one account and one endpoint name, either for its consumers or for those who
 * wait.
 *
 * @param account names whose tasks these are; never the API key itself
 * @param name the path of the endpoint, {@code shop} in {@code claid:shop}
 */
public record Lane(String account, String name, Mode mode) {}
