package dev.tributary.parser.text;

import java.util.regex.Pattern;
import org.apache.tika.exception.WriteLimitReachedException;

/** Subtitles (WebVTT, SubRip): what was said, in paragraphs, without the clockwork. */
final class SubtitleReader {

    private static final Pattern TIMING = Pattern.compile("^\\s*(\\d+:)?\\d+:\\d+[.,]\\d+\\s*-->.*");
    private static final Pattern CUE_NUMBER = Pattern.compile("^\\d+$");
    private static final Pattern SPEAKER = Pattern.compile("<v(?:\\.[^ >]*)? ([^>]+)>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z0-9:.][^>]*>");
    private static final int PARAGRAPH = 600;

    private SubtitleReader() {}

    static void read(String source, TextBuilder out) throws WriteLimitReachedException {
        StringBuilder paragraph = new StringBuilder();
        boolean cue = false;
        for (String line : (Iterable<String>) Characters.clean(source).lines()::iterator) {
            if (TIMING.matcher(line).matches()) {
                cue = true;
            } else if (line.isBlank()) {
                cue = false;
            } else if (cue && !CUE_NUMBER.matcher(line.strip()).matches()) {
                append(paragraph, line);
            }
            boolean whole = paragraph.length() > PARAGRAPH && endsSentence(paragraph);
            if (whole || paragraph.length() > 3 * PARAGRAPH) {
                out.paragraph(paragraph.toString());
                paragraph.setLength(0);
            }
        }
        out.paragraph(paragraph.toString());
    }

    private static void append(StringBuilder paragraph, String line) {
        String spoken = TAG.matcher(SPEAKER.matcher(line).replaceAll("$1: "))
                .replaceAll("")
                .strip();
        boolean newSpeaker = SPEAKER.matcher(line).find();
        if (!paragraph.isEmpty()) {
            paragraph.append(newSpeaker ? '\n' : ' ');
        }
        paragraph.append(spoken);
    }

    private static boolean endsSentence(StringBuilder paragraph) {
        return ".?!…".indexOf(paragraph.charAt(paragraph.length() - 1)) >= 0;
    }
}
