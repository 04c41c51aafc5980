package dev.tributary.parser.pool;

import com.optimaize.langdetect.DetectedLanguage;
import com.optimaize.langdetect.LanguageDetector;
import com.optimaize.langdetect.LanguageDetectorBuilder;
import com.optimaize.langdetect.ngram.NgramExtractors;
import com.optimaize.langdetect.profiles.LanguageProfileReader;
import dev.tributary.content.ParsedText;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import dev.tributary.events.OutageException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Tells the language of a text; the same text always gets the same answer. Its profiles take about as long to load as
 * all of Tika, and its work is bounded whatever the text: it is done once here instead of in each worker.
 */
final class Languages {

    private static final int ENOUGH = 60;
    private static final int SAMPLE = 4_000;
    private static final double SURE = 0.9;

    private final FutureTask<LanguageDetector> detector = new FutureTask<>(Languages::withAllProfiles);

    private static LanguageDetector withAllProfiles() throws IOException {
        return LanguageDetectorBuilder.create(NgramExtractors.standard())
                .withProfiles(new LanguageProfileReader().readAllBuiltIn())
                .seed(0)
                .build();
    }

    /** Loads the profiles beside other work; without it the first text waits for them. */
    void load() {
        Thread.ofPlatform().daemon().name("loading languages").start(detector);
    }

    /** The text with its language in ISO 639-1; with none if there is too little text or no clear answer. */
    ParsedText tell(ParsedText text) {
        return new ParsedText(
                text.mediaType(),
                text.title(),
                detect(text.markdown(), text.blocks()),
                text.markdown(),
                text.blocks(),
                text.pages(),
                text.properties(),
                text.warnings());
    }

    private @Nullable String detect(String markdown, List<Block> blocks) {
        StringBuilder sample = new StringBuilder();
        for (Block block : blocks) {
            if (block.kind() != Kind.CODE && sample.length() < SAMPLE) {
                sample.append(markdown, block.start(), Math.min(block.end(), block.start() + SAMPLE))
                        .append('\n');
            }
        }
        String words = sample.toString().replaceAll("https?://\\S+|[^\\p{L}\\p{M}'’\\s]+", " ");
        if (words.chars().filter(Character::isLetter).count() < ENOUGH) {
            return null;
        }
        List<DetectedLanguage> languages = detector().getProbabilities(words);
        boolean sure = !languages.isEmpty() && languages.getFirst().getProbability() >= SURE;
        return sure ? languages.getFirst().getLocale().getLanguage() : null;
    }

    private LanguageDetector detector() {
        detector.run();
        try {
            return detector.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutageException("Parsing was interrupted", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The language profiles could not be loaded", failure);
        }
    }
}
