package io.github.camelclaid.crash;

import io.github.camelclaid.crash.Point.Where;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TaskStore.Change;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A store at whose steps a process can be stopped. */
final class HaltingStore implements InvocationHandler {

    /** These end in {@code change}, which is what counts. */
    private static final Set<String> SHORT_FORMS = Set.of("remember", "replace", "forget", "update");

    private final TaskStore store;
    private final Halt halt;

    private HaltingStore(TaskStore store, Halt halt) {
        this.store = store;
        this.halt = halt;
    }

    static TaskStore around(TaskStore store, Halt halt) {
        return (TaskStore) Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, new HaltingStore(store, halt));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (SHORT_FORMS.contains(method.getName())) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        boolean isChange = method.getName().equals("change");
        if (isChange) {
            haltAt(Where.BEFORE_CHANGE, (List<Change>) arguments[0]);
        }
        Object result = call(method, arguments);
        if (isChange && (Boolean) result) {
            haltAt(Where.AFTER_CHANGE, (List<Change>) arguments[0]);
        }
        if (method.getName().equals("claimDeliverable")) {
            ((Collection<?>) result).forEach(task -> halt.at(Point.CLAIMED));
        }
        return result;
    }

    private void haltAt(Where side, List<Change> changes) {
        Point wanted = halt.wanted();
        if (wanted != null && changes.stream().anyMatch(change -> wanted.isStep(side, change))) {
            halt.at(wanted);
        }
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
