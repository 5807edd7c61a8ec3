package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTaskStoreTest extends TaskStoreContract {

    @Override
    TaskStore newStore() {
        return new MemoryTaskStore();
    }

    @Test
    void itSaysWhatItCannotKeep() {
        assertThat(newStore().caveat())
                .hasValueSatisfying(text -> assertThat(text).contains("memory only", "taskStore"));
    }
}
