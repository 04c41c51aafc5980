package dev.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tributary.events.Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

class AuditTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("tributary.audit");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        SecurityContextHolder.clearContext();
    }

    @Test
    void oneLineSaysWhoDidWhat() {
        act("boss");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("model.configured id=fast caller=boss tenant=acme");
    }

    @Test
    void aNameCannotPretendToBeAnotherLine() {
        act("boss\nmodel.removed id=fast");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("model.configured id=fast caller=boss?model.removed?id=fast tenant=acme");
    }

    private static void act(String name) {
        Caller caller = new Caller(name, Role.ADMIN, Access.admin("acme"));
        SecurityContextHolder.setContext(new SecurityContextImpl(caller));
        Audit.did("model.configured", "fast");
    }
}
