package dev.tributary.index.onnx;

import java.text.Normalizer;

/** What BERT's uncased tokenizer does to a text before it looks words up. */
final class BertText {

    private BertText() {}

    /** Lower case without accents and control characters; all white space a blank, blanks around ideographs. */
    static String normalise(String text) {
        StringBuilder clean = new StringBuilder(text.length() + 16);
        boolean ascii = true;
        for (int index = 0; index < text.length(); ) {
            int character = text.codePointAt(index);
            index += Character.charCount(character);
            ascii &= character < 0x80;
            if (isSpace(character)) {
                clean.append(' ');
            } else if (isIdeograph(character)) {
                clean.append(' ').appendCodePoint(character).append(' ');
            } else if (character != 0xFFFD && !isControl(character)) {
                clean.appendCodePoint(Character.toLowerCase(character));
            }
        }
        return ascii ? clean.toString() : withoutAccents(clean);
    }

    private static String withoutAccents(CharSequence text) {
        StringBuilder plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** End of the word or punctuation mark at {@code start}; {@code start} itself if a blank is there. */
    static int wordEnd(String normalised, int start) {
        int end = start;
        while (end < normalised.length()) {
            int character = normalised.codePointAt(end);
            if (character == ' ') {
                return end;
            }
            if (isPunctuation(character)) {
                return end == start ? end + Character.charCount(character) : end;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    /** White space that is no control character, and the three control characters that count as white space. */
    private static boolean isSpace(int character) {
        return character == ' '
                || character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x80 && Character.isSpaceChar(character));
    }

    private static boolean isControl(int character) {
        if (character < 0x7F) {
            return character < ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int character) {
        if (character < 0x80) {
            return character > ' ' && character < 0x7F && !Character.isLetterOrDigit(character);
        }
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isIdeograph(int character) {
        return within(character, 0x4E00, 0x9FFF)
                || within(character, 0x3400, 0x4DBF)
                || within(character, 0xF900, 0xFAFF)
                || within(character, 0x20000, 0x2A6DF)
                || within(character, 0x2A700, 0x2CEAF)
                || within(character, 0x2F800, 0x2FA1F);
    }

    private static boolean within(int character, int low, int high) {
        return character >= low && character <= high;
    }
}
