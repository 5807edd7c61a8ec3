package io.github.camelclaid.task;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Predicate;

/** A node's way to a store, which can be cut: what is asked then fails as where a database is away. */
final class CutStore {

    private final TaskStore store;
    private volatile Predicate<String> isCut = method -> false;

    CutStore(TaskStore store) {
        this.store = store;
    }

    void cut() {
        isCut = method -> true;
    }

    /** Only what these methods are asked for fails. */
    void cut(String... methods) {
        isCut = List.of(methods)::contains;
    }

    void mend() {
        isCut = method -> false;
    }

    TaskStore way() {
        return (TaskStore) Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, (proxy, method, arguments) -> {
                    if (isCut.test(method.getName())) {
                        throw new TaskStoreException("the database is away", true, null);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
