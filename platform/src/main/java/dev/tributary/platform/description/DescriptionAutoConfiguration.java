package dev.tributary.platform.description;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.events.Access;
import dev.tributary.platform.web.ErrorShape;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.JsonNode;

/** Describes the endpoints of the process when it is first asked to; a start does nothing of it. */
@AutoConfiguration(afterName = "org.springdoc.core.configuration.SpringDocConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
final class DescriptionAutoConfiguration {

    private static final String KEY = "bearer";

    @Bean
    OpenAPI openApi() {
        SecurityScheme bearer = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                        "An API key, or a token of the configured issuer. Where neither is configured none is needed.");
        return new OpenAPI()
                .info(new Info()
                        .title("Tributary")
                        .version("1")
                        .description(
                                "Documents in, answers with citations out. The key or token of a request alone decides"
                                        + " which documents it sees.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components().addSecuritySchemes(KEY, bearer))
                .security(List.of(new SecurityRequirement().addList(KEY)));
    }

    @Bean
    @Lazy
    RecordSchemas recordSchemas(ObjectMapperProvider swagger) {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Access.class)
                .replaceWithClass(JsonNode.class, Object.class);
        ObjectMapper json = swagger.jsonMapper();
        json.setAnnotationIntrospector(AnnotationIntrospector.pair(
                new WireNames(), json.getSerializationConfig().getAnnotationIntrospector()));
        return new RecordSchemas(json);
    }

    @Bean
    EventsController eventsController() {
        return new EventsController();
    }

    @Bean
    ErrorResponses errorResponses(ObjectProvider<ErrorShape> shapes) {
        return new ErrorResponses(shapes.orderedStream().toList());
    }
}
