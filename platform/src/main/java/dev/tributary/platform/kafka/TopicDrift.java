package dev.tributary.platform.kafka;

import dev.tributary.events.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A setting of a topic that is not as declared.
 *
 * @param losesData whether documents that are still held would be dropped
 * @param cure what an operator does about it
 */
record TopicDrift(String setting, String declared, String found, boolean losesData, String cure) {

    static final String PARTITIONS = "partitions";
    static final String REPLICAS = "replicas";

    private static final String CLEANUP = "cleanup.policy";

    /** @param declared and found by name: what brokers know as a topic's settings, and {@link #PARTITIONS} and {@link #REPLICAS} */
    static List<TopicDrift> between(Topic topic, Map<String, String> declared, Map<String, String> found) {
        List<TopicDrift> drifts = new ArrayList<>();
        declared.forEach((setting, wanted) -> {
            String actual = found.getOrDefault(setting, "nothing");
            if (!same(wanted, actual)) {
                boolean losesData = setting.equals(CLEANUP)
                        && !words(wanted).contains("delete")
                        && words(actual).contains("delete");
                drifts.add(new TopicDrift(setting, wanted, actual, losesData, cure(topic, setting, wanted)));
            }
        });
        return drifts;
    }

    private static String cure(Topic topic, String setting, String wanted) {
        return switch (setting) {
            case PARTITIONS ->
                "the topic is used as it is; set tributary.kafka.partitions to what it has, for partitions are never added"
                        + " to a topic whose order matters";
            case REPLICAS ->
                "move it with kafka-reassign-partitions.sh, or set tributary.kafka.replicas to what it has";
            default ->
                "mend it: kafka-configs.sh --alter --entity-type topics --entity-name " + topic.topicName()
                        + " --add-config '" + setting + "=[" + wanted + "]'";
        };
    }

    private static boolean same(String wanted, String actual) {
        return words(wanted).equals(words(actual));
    }

    private static Set<String> words(String list) {
        return Set.copyOf(List.of(list.split(",")));
    }
}
