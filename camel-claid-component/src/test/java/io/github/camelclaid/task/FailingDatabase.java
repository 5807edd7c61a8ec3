package io.github.camelclaid.task;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** A database whose connection breaks when it has done something, so that nobody learns that it was done. */
final class FailingDatabase {

    private final DataSource database;
    private volatile Predicate<String> breaksAfter = sql -> false;

    FailingDatabase(DataSource database) {
        this.database = database;
    }

    /** Until further notice. */
    void breakAfter(Predicate<String> statement) {
        breaksAfter = statement;
    }

    DataSource source() {
        return proxy(DataSource.class, (source, method, arguments) -> {
            Object result = invoke(database, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, (connection, method, arguments) -> {
            Object result = invoke(real, method, arguments);
            return result instanceof PreparedStatement statement ? statement(statement, (String) arguments[0]) : result;
        });
    }

    private PreparedStatement statement(PreparedStatement real, String sql) {
        return proxy(PreparedStatement.class, (statement, method, arguments) -> {
            Object result = invoke(real, method, arguments);
            if (method.getName().startsWith("execute") && breaksAfter.test(sql)) {
                throw new SQLException("An I/O error occurred while talking to jdbc:x://db?password=hush", "08006");
            }
            return result;
        });
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FailingDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
