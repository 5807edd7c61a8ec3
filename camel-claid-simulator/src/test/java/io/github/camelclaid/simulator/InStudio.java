package io.github.camelclaid.simulator;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** For tests that look at edited pictures: a folder, and a studio that edits what lies in it. */
abstract class InStudio {

    @TempDir
    static Path shop;

    @RegisterExtension
    static final ClaidSimulatorExtension claid =
            ClaidSimulatorExtension.with(builder -> Studio.simulator(builder, shop));

    Studio studio;

    @BeforeEach
    void open() {
        studio = new Studio(claid.simulator(), shop);
    }
}
