package dev.tributary.query.ui;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.Access;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.starter.LiveIndex;
import dev.tributary.platform.start.TenantProperties;
import dev.tributary.query.model.ModelRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the page what can be asked here. */
@RestController
@Tag(name = "Asking")
class IndexController {

    private final LiveIndex live;
    private final ModelRegistry models;
    private final PageProperties page;
    private final TenantProperties own;

    IndexController(LiveIndex live, ModelRegistry models, PageProperties page, TenantProperties own) {
        this.own = own;
        this.live = live;
        this.models = models;
        this.page = page;
    }

    /**
     * @param documents how many there are, of all tenants; null for all but admins of the installation's own tenant
     * @param chunks how many passages; null as {@code documents}
     * @param generator who writes answers: {@code extractive}, or the chat model's name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Description(@Nullable Long documents, @Nullable Long chunks, String generator, List<String> examples) {}

    @Operation(operationId = "describeIndex", summary = "Says what there is to ask")
    @GetMapping("/v1/index")
    Description describe(Access access) {
        String generator = models.usual(access.tenant());
        if (!access.admin() || !access.tenant().equals(own.tenant())) {
            return new Description(null, null, generator, page.examples());
        }
        ChunkIndex.IndexStatistics statistics = live.with(open -> open.index().statistics());
        return new Description(statistics.documents(), statistics.chunks(), generator, page.examples());
    }
}
