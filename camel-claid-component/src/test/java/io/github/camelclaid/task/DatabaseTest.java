package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    @Test
    void aConnectionThatIsClosedWithoutAStateIsTroubleThatPasses() {
        Database database = new Database(new JdbcDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("Connection is closed");
            }
        });
        assertThatThrownBy(() -> database.run(connection -> null))
                .isInstanceOfSatisfying(TaskStoreException.class, trouble -> assertThat(trouble.isPassing())
                        .isTrue());
    }
}
