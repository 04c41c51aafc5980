package dev.tributary.query.ui;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.Access;
import dev.tributary.index.ChunkIndex;
import dev.tributary.query.answer.GeneratorName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the page what can be asked here. */
@RestController
class IndexController {

    private final ChunkIndex index;
    private final GeneratorName generator;
    private final PageProperties page;

    IndexController(ChunkIndex index, GeneratorName generator, PageProperties page) {
        this.index = index;
        this.generator = generator;
        this.page = page;
    }

    /**
     * @param documents how many there are; null for those who may not see all
     * @param chunks how many passages; null for those who may not see all documents
     * @param generator who writes answers: {@code extractive}, or the chat model's name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Description(@Nullable Long documents, @Nullable Long chunks, String generator, List<String> examples) {}

    @GetMapping("/v1/index")
    Description describe(Access access) {
        if (!access.admin()) {
            return new Description(null, null, generator.name(), page.examples());
        }
        ChunkIndex.IndexStatistics statistics = index.statistics();
        return new Description(statistics.documents(), statistics.chunks(), generator.name(), page.examples());
    }
}
