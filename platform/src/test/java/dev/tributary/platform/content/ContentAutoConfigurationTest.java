package dev.tributary.platform.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ContentStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ContentAutoConfigurationTest {

    @TempDir
    private Path folder;

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ContentAutoConfiguration.class));

    @Test
    void aServiceWithoutDocumentsNeedsNoDirectory() {
        Path directory = folder.resolve("content");
        context.withPropertyValues("tributary.content.directory=" + directory).run(started -> {
            assertThat(directory).doesNotExist();
            started.getBean(ContentStore.class);
            assertThat(directory).isDirectory();
        });
    }

    @Test
    void whoTakesDocumentsDoesNotStartWithoutIt() throws Exception {
        Path file = Files.createFile(folder.resolve("content"));
        context.withUserConfiguration(Stage.class)
                .withPropertyValues("tributary.content.directory=" + file)
                .run(started -> assertThat(started.getStartupFailure())
                        .hasStackTraceContaining("tributary.content.directory is '" + file + "'"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Stage {

        @Bean
        Supplier<ContentStore> stage(ContentStore store) {
            return () -> store;
        }
    }
}
