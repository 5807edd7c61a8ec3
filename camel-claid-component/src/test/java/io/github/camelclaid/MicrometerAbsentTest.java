package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Micrometer is optional: the same class path without it is enough. */
class MicrometerAbsentTest {

    @TempDir
    Path dir;

    @Test
    void withoutMicrometerOnTheClassPathPicturesPassAsEver() throws Exception {
        Shop.drop(dir, 1, "jpg");
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader without = withoutMicrometer()) {
            thread.setContextClassLoader(without);
            assertThatThrownBy(() -> without.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Object status = without.loadClass(OnePicture.class.getName())
                    .getMethod("statusOfEditIn", Path.class)
                    .invoke(null, dir);
            assertThat(status).isEqualTo("DONE");
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static URLClassLoader withoutMicrometer() throws Exception {
        List<String> all = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        List<String> others =
                all.stream().filter(path -> !path.contains("micrometer")).toList();
        assertThat(others).hasSizeLessThan(all.size());
        URL[] urls = new URL[others.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(others.get(i)).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    /** Runs among classes of its own. */
    public static final class OnePicture {

        private OnePicture() {}

        public static String statusOfEditIn(Path folder) throws Exception {
            try (Shop shop = Shop.open(40, settings -> settings.storage("shop", folder))) {
                shop.with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:edit").to("claid:shop?operation=edit&op.resizing.width=40");
                    }
                });
                shop.start();
                return shop.camel
                        .createProducerTemplate()
                        .request(
                                "direct:edit", exchange -> exchange.getMessage().setBody(InShop.FIRST))
                        .getMessage()
                        .getHeader(ClaidConstants.STATUS, String.class);
            }
        }
    }
}
