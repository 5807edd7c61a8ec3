package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    @Test
    void aConnectionThatIsClosedWithoutAStateIsTroubleThatPasses() {
        Database database = new Database(() -> {
            throw new SQLException("Connection is closed");
        });
        assertThatThrownBy(() -> database.run(connection -> null))
                .isInstanceOfSatisfying(TaskStoreException.class, trouble -> assertThat(trouble.isPassing())
                        .isTrue());
    }
}
