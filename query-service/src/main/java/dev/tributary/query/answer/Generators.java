package dev.tributary.query.answer;

import dev.tributary.query.limit.Limits;
import dev.tributary.query.model.Choice;
import dev.tributary.query.model.ModelMetrics;
import dev.tributary.query.model.ModelRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds who writes the answer to a question. */
final class Generators {

    private final ModelRegistry models;
    private final ExtractiveGenerator extractive;
    private final ModelMetrics metrics;
    private final Limits limits;

    Generators(ModelRegistry models, ExtractiveGenerator extractive, ModelMetrics metrics, Limits limits) {
        this.limits = limits;
        this.models = models;
        this.extractive = extractive;
        this.metrics = metrics;
    }

    /**
     * @param model as in {@link Question#model()}
     * @param bill hears what models take
     */
    AnswerGenerator choose(String tenant, @Nullable String model, Bill bill) {
        List<AnswerGenerator> generators = models.choose(tenant, model).stream()
                .map(choice -> generator(choice, bill))
                .toList();
        return generators.size() == 1 ? generators.getFirst() : new FallbackGenerator(generators, metrics);
    }

    private AnswerGenerator generator(Choice choice, Bill bill) {
        return switch (choice) {
            case Choice.Extractive none -> extractive;
            case Choice.Model model -> new ModelGenerator(new LimitedModel(model.model(), limits, bill));
        };
    }
}
