package dev.tributary.embed.pipeline;

import dev.tributary.events.ParseEvent;
import dev.tributary.events.Stage;
import dev.tributary.index.starter.OpenGeneration;
import dev.tributary.platform.stage.DocumentStage;
import dev.tributary.platform.stage.Emitter;
import java.util.List;

/** Keeps the generation open while a batch goes into it. */
record IndexingInto(OpenGeneration generation, IndexingDocuments indexing) implements DocumentStage<ParseEvent> {

    @Override
    public Stage stage() {
        return indexing.stage();
    }

    @Override
    public Class<ParseEvent> eventType() {
        return indexing.eventType();
    }

    @Override
    public void process(List<ParseEvent> batch, Emitter emitter) {
        generation.use(open -> {
            indexing.process(batch, emitter);
            return open;
        });
    }
}
