package dev.tributary.parser.text;

import com.optimaize.langdetect.DetectedLanguage;
import com.optimaize.langdetect.LanguageDetector;
import com.optimaize.langdetect.LanguageDetectorBuilder;
import com.optimaize.langdetect.ngram.NgramExtractors;
import com.optimaize.langdetect.profiles.LanguageProfileReader;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the language of a text; the same text always gets the same answer. */
final class Languages {

    private static final int ENOUGH = 60;
    private static final int SAMPLE = 4_000;
    private static final double SURE = 0.9;

    private final LanguageDetector detector;

    Languages() {
        try {
            this.detector = LanguageDetectorBuilder.create(NgramExtractors.standard())
                    .withProfiles(new LanguageProfileReader().readAllBuiltIn())
                    .seed(0)
                    .build();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** ISO 639-1; null if there is too little text or no clear answer. */
    @Nullable String detect(String markdown, List<Block> blocks) {
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
        List<DetectedLanguage> languages = detector.getProbabilities(words);
        boolean sure = !languages.isEmpty() && languages.getFirst().getProbability() >= SURE;
        return sure ? languages.getFirst().getLocale().getLanguage() : null;
    }
}
