package dev.tributary.query.ui;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param examples questions that the page offers to try, at best such as the documents answer */
@ConfigurationProperties("tributary.page")
record PageProperties(@DefaultValue List<String> examples) {

    PageProperties {
        examples = List.copyOf(examples);
    }
}
