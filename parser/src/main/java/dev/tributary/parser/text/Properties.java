package dev.tributary.parser.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.tika.metadata.DublinCore;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/** What a file says about itself, under the field's usual names. */
final class Properties {

    private static final int LONGEST = 1_000;

    private static final Map<String, List<String>> NAMES = names();

    private Properties() {}

    private static Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put("author", List.of(TikaCoreProperties.CREATOR.getName(), "xmpDM:artist"));
        names.put("created", List.of(TikaCoreProperties.CREATED.getName()));
        names.put("modified", List.of(TikaCoreProperties.MODIFIED.getName()));
        names.put("subject", List.of(DublinCore.SUBJECT.getName()));
        names.put("description", List.of(DublinCore.DESCRIPTION.getName()));
        names.put("keywords", List.of("meta:keyword"));
        names.put("publisher", List.of(DublinCore.PUBLISHER.getName()));
        names.put("from", List.of(Message.MESSAGE_FROM));
        names.put("to", List.of(Message.MESSAGE_TO));
        names.put("cc", List.of(Message.MESSAGE_CC));
        return names;
    }

    static Map<String, String> of(Metadata metadata) {
        Map<String, String> properties = new TreeMap<>();
        NAMES.forEach((name, keys) -> keys.forEach(key -> {
            String value = values(metadata, key);
            if (!value.isEmpty()) {
                properties.putIfAbsent(name, value);
            }
        }));
        return properties;
    }

    /** All values of a key on one line, bounded; empty if there is none. */
    static String values(Metadata metadata, String key) {
        String value = Arrays.stream(metadata.getValues(key))
                .map(Characters::oneLine)
                .filter(one -> !one.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }
}
