package dev.tributary.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.web.TestServer;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

@ExtendWith(OutputCaptureExtension.class)
final class StartFailureTest {

    private static final String LOOPBACK = "--server.address=127.0.0.1";
    private static final String SECRET = "secret-0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tributary.web.max-body-size=huge | tributary.web.max-body-size is 'huge' | a size such as 512KB",
                "--tributary.security.open-metrics=maybe | tributary.security.open-metrics is 'maybe' | true or false",
                "--tributary.security.keys.a.role=owner | tributary.security.keys.a.role is 'owner' | reader, writer, admin",
                "--tributary.tenant=  | tributary.tenant is '' | a name; leave it out for 'default'",
                "--server.address=0.0.0.0 | server.address is '0.0.0.0' | tributary.security.keys.<name>.secret",
                "--management.server.port=0 | management.server.address is not set | 127.0.0.1 while no API keys",
                "--tributary.security.keys.a.role=reader | tributary.security.keys.a.secret is not set | openssl rand -hex 24",
                "--tributary.security.keys.a.secret-file=/no/file | tributary.security.keys.a.secret-file is '/no/file' | a text file",
                "--tributary.securty.open-metrics=true | no property tributary.securty.open-metrics | nearest is tributary.security.open-metrics",
                "--tributary.security.keys.a.sercet=x | no property tributary.security.keys.a.sercet | nearest is tributary.security.keys.*.secret",
            })
    void aWrongSettingStopsTheStartWithTheCure(String argument, String wrong, String cure, CapturedOutput output) {
        assertThatThrownBy(() -> start(LOOPBACK, argument)).isInstanceOf(Exception.class);
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START", wrong, cure);
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tributary.sample.size-limit=0 | tributary.sample.size-limit is '0'. Allowed: must be greater than or equal to 1",
                "--tributary.sample.sizelimits=1 | no property tributary.sample.sizelimits. The nearest is tributary.sample.size-limit",
                "--tributary.sample.name=nobody | tributary.sample: nobody is not a name",
            })
    void aValueThatARecordRefusesStopsTheStart(String argument, String message, CapturedOutput output) {
        var application = new SpringApplicationBuilder(Sample.class).web(WebApplicationType.NONE);
        assertThatThrownBy(() -> application.run(argument)).isInstanceOf(Exception.class);
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START", message);
    }

    @Test
    void secretsAreMasked(CapturedOutput output) {
        assertThatThrownBy(() -> start(LOOPBACK, "--tributary.security.keys.a.secret=tooshort!"))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> start(
                        LOOPBACK,
                        "--tributary.security.keys.a.secret=" + SECRET,
                        "--tributary.security.keys.b.secret=" + SECRET))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("tributary.security.keys.a.secret is '******'", "another secret than that of the key 'a'")
                .doesNotContain("tooshort!", SECRET);
        assertThat(Secrets.describe("x.url", "http://me:pass@host/")).isEqualTo("x.url is 'http://******@host/'");
    }

    @Test
    void aPortInUseIsNamedWithTheCure(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(LOOPBACK, "--server.port=" + taken.getLocalPort()))
                    .isInstanceOf(Exception.class);
            assertThat(output.getAll())
                    .contains("Port " + taken.getLocalPort() + " on 127.0.0.1 is in use by another process")
                    .contains("--server.port=");
        }
    }

    @Test
    void aRightSettingStarts() {
        try (TestServer server = TestServer.start(LOOPBACK, "--tributary.security.openMetrics=false")) {
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void aFailedStartEndsTheProcessWithOne() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--tributary.web.max-body-size=huge")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(1);
        assertThat(output).contains("tributary.web.max-body-size is 'huge'").doesNotContain("\tat ");
    }

    private static void start(String... arguments) {
        TestServer.start(arguments).close();
    }

    @Validated
    @ConfigurationProperties(prefix = "tributary.sample", ignoreUnknownFields = false)
    record SampleProperties(
            @Min(1) @DefaultValue("5") int sizeLimit,
            @DefaultValue("a") String name) {

        SampleProperties {
            if (name.equals("nobody")) {
                throw new IllegalArgumentException("nobody is not a name");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SampleProperties.class)
    static class Sample {}

    static final class Main {

        private Main() {}

        public static void main(String[] arguments) {
            TestServer.start(
                    Stream.concat(Stream.of(LOOPBACK), Stream.of(arguments)).toArray(String[]::new));
        }
    }
}
