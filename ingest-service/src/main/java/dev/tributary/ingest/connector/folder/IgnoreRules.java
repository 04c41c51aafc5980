package dev.tributary.ingest.connector.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which files do not count, in the notation of {@code .gitignore}: a pattern without a slash matches a name anywhere, one
 * with a slash matches from the root, one that ends with a slash matches directories only, {@code **} crosses
 * directories, {@code !} takes a match back. The last rule that matches decides; what is in an ignored directory is ignored.
 */
final class IgnoreRules {

    /** What is never meant: hidden files, files of programs that are at work, rubbish of file managers. */
    static final List<String> STANDARD = List.of(
            ".*",
            "~$*",
            "*~",
            "*.tmp",
            "*.temp",
            "*.swp",
            "*.part",
            "*.crdownload",
            "Thumbs.db",
            "desktop.ini",
            "node_modules/");

    private record Rule(Pattern pattern, boolean directoriesOnly, boolean ignores) {}

    private final List<Rule> rules = new ArrayList<>();

    /** @throws PatternSyntaxException if a pattern cannot be read */
    IgnoreRules(List<String> patterns) {
        STANDARD.forEach(pattern -> rules.add(rule(pattern)));
        patterns.forEach(pattern -> rules.add(rule(pattern)));
    }

    /** Whether the file itself or a directory above it is ignored. */
    boolean ignoresFile(String nativeId) {
        for (int slash = nativeId.indexOf('/'); slash >= 0; slash = nativeId.indexOf('/', slash + 1)) {
            if (ignores(nativeId.substring(0, slash), true)) {
                return true;
            }
        }
        return ignores(nativeId, false);
    }

    /** Whether this entry is ignored, given that no directory above it is. */
    boolean ignores(String nativeId, boolean directory) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if ((directory || !rule.directoriesOnly())
                    && rule.ignores() != ignored
                    && rule.pattern().matcher(nativeId).matches()) {
                ignored = rule.ignores();
            }
        }
        return ignored;
    }

    private static Rule rule(String text) {
        boolean ignores = !text.startsWith("!");
        String glob = ignores ? text : text.substring(1);
        boolean directoriesOnly = glob.endsWith("/");
        glob = directoriesOnly ? glob.substring(0, glob.length() - 1) : glob;
        boolean anchored = glob.contains("/");
        glob = glob.startsWith("/") ? glob.substring(1) : glob;
        String regex = (anchored ? "" : "(?:.*/)?") + regex(glob);
        return new Rule(Pattern.compile(regex, Pattern.DOTALL), directoriesOnly, ignores);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else {
                switch (glob.charAt(i)) {
                    case '*' -> regex.append("[^/]*");
                    case '?' -> regex.append("[^/]");
                    default -> regex.append(Pattern.quote(glob.substring(i, i + 1)));
                }
            }
        }
        return regex.toString();
    }
}
