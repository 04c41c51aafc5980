package dev.tributary.ingest.connector.folder;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Relative paths as text and back, byte for byte: a name that is not UTF-8 keeps its identity, whatever the locale of
 * the process. A byte that is no text is written as U+FFFD and two hexadecimal digits, and so are the bytes of U+FFFD and of
 * a path that is nothing but blanks.
 */
final class NativeIds {

    private static final char ESCAPE = '\uFFFD';
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Path ANCHOR = Path.of("").toAbsolutePath().getRoot();

    private NativeIds() {}

    /** The names of a relative path, joined by slashes. */
    static String of(Path relative) {
        StringBuilder id = new StringBuilder();
        for (Path name : relative) {
            id.append(id.isEmpty() ? "" : "/").append(text(name));
        }
        return id.toString().isBlank() ? escaped(id.toString().getBytes(StandardCharsets.UTF_8)) : id.toString();
    }

    /** The path, or nothing if the id can name nothing below a root. */
    static Optional<Path> path(String nativeId) {
        try {
            Path path = null;
            for (String name : nativeId.split("/", -1)) {
                if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                    return Optional.empty();
                }
                path = path == null ? name(name) : path.resolve(name(name));
            }
            return Optional.ofNullable(path);
        } catch (IllegalArgumentException | CharacterCodingException notOfOurMaking) {
            return Optional.empty();
        }
    }

    private static String text(Path name) {
        String plain = name.toString();
        boolean ascii = plain.chars().allMatch(character -> character < 0x80 && character != '?');
        return ascii ? plain : text(bytes(name));
    }

    private static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        while (start < bytes.length) {
            int length = characterLength(bytes, start);
            String character = length == 0 ? "" : new String(bytes, start, length, StandardCharsets.UTF_8);
            if (length == 0 || character.charAt(0) == ESCAPE) {
                int escaped = Math.max(length, 1);
                text.append(escaped(Arrays.copyOfRange(bytes, start, start + escaped)));
                start += escaped;
            } else {
                text.append(character);
                start += length;
            }
        }
        return text.toString();
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte one : bytes) {
            text.append(ESCAPE).append(HEX.toHexDigits(one));
        }
        return text.toString();
    }

    /** Length of the UTF-8 character that begins here; 0 if none does. */
    private static int characterLength(byte[] bytes, int start) {
        for (int length = 1; length <= 4 && start + length <= bytes.length; length++) {
            if (isText(bytes, start, length)) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isText(byte[] bytes, int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            return true;
        } catch (CharacterCodingException cutOrForeign) {
            return false;
        }
    }

    /** A path as a URI is its bytes in percent encoding, which is the only way to them that the JDK has. */
    private static byte[] bytes(Path name) {
        String uri = ANCHOR.resolve(name).toUri().getRawPath();
        String encoded = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        String last = encoded.substring(encoded.lastIndexOf('/') + 1);
        ByteBuffer bytes = ByteBuffer.allocate(last.length());
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) == '%') {
                bytes.put((byte) HexFormat.fromHexDigits(last, i + 1, i + 3));
                i += 2;
            } else {
                bytes.put((byte) last.charAt(i));
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Path name(String text) throws CharacterCodingException {
        StringBuilder encoded = new StringBuilder(ANCHOR.toUri().toString());
        int start = 0;
        while (start < text.length()) {
            if (text.charAt(start) == ESCAPE) {
                encoded.append('%').append(HEX.toHexDigits((byte) HexFormat.fromHexDigits(text, start + 1, start + 3)));
                start += 3;
                continue;
            }
            int end = text.indexOf(ESCAPE, start);
            end = end < 0 ? text.length() : end;
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text, start, end));
            while (bytes.hasRemaining()) {
                encoded.append('%').append(HEX.toHexDigits(bytes.get()));
            }
            start = end;
        }
        return Path.of(URI.create(encoded.toString())).getFileName();
    }
}
