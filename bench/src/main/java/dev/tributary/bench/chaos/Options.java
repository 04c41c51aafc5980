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

    long number(String name, long otherwise) {
        return Long.parseLong(text(name, Long.toString(otherwise)));
    }
}
