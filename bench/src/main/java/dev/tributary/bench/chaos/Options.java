package dev.tributary.bench.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options of a command: {@code --name value}. */
record Options(Map<String, String> values) {

    Options {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException names the option that is wrong, and what there is */
    static Options parse(List<String> arguments, List<String> known) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!known.contains(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        "'" + arguments.get(i) + "' is not one of --" + String.join(" …, --", known) + " …");
            }
            values.put(name, arguments.get(i + 1));
        }
        return new Options(values);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** @throws IllegalArgumentException if it is no whole number */
    long number(String name, long otherwise) {
        try {
            return Long.parseLong(text(name, Long.toString(otherwise)));
        } catch (NumberFormatException other) {
            throw wrong(name, "a whole number");
        }
    }

    /** @throws IllegalArgumentException if it is no whole number above 0 */
    long count(String name, long otherwise) {
        long count = number(name, otherwise);
        if (count < 1) {
            throw wrong(name, "1 or more");
        }
        return count;
    }

    private IllegalArgumentException wrong(String name, String allowed) {
        return new IllegalArgumentException("--" + name + " must be " + allowed + ", not '" + values.get(name) + "'");
    }
}
