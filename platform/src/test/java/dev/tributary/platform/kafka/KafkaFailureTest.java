package dev.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class KafkaFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tributary.kafka.bootstrap-servers=here | tributary.kafka.bootstrap-servers is 'here'. Allowed: host:port",
                "--tributary.kafka.bootstrap-servers=no.host.invalid:9092 | is 'no.host.invalid:9092'. Allowed: host:port",
                "--tributary.kafka.client.security.protocol=TSL | Invalid value TSL for configuration security.protocol",
                "--tributary.kafka.client.ssl.truststore.location=/no/file | /no/file",
            })
    void whatAKafkaClientRefusesStopsTheStartWithTheCure(String argument, String wrong, CapturedOutput output) {
        var application = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "tributary.kafka.bootstrap-servers=localhost:9092",
                        "tributary.kafka.client.security.protocol=SSL");
        assertThatThrownBy(() -> application.run(argument)).isInstanceOf(Exception.class);
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START", wrong, "Change ");
        assertThat(output.getAll()).doesNotContain("Application run failed");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(KafkaAutoConfiguration.class)
    static class Service {}
}
