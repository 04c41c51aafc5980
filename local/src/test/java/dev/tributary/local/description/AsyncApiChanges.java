package dev.tributary.local.description;

import dev.tributary.local.description.SchemaChanges.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Finds what breaks readers and writers of older events: a channel or message that is gone, another address, and changes of
 * payloads in both directions, since a new reader meets old events and, in an upgrade, an old reader new ones.
 */
final class AsyncApiChanges {

    private AsyncApiChanges() {}

    static List<String> breaking(JsonNode before, JsonNode after) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> channel : before.path("channels").properties()) {
            JsonNode now = after.path("channels").path(channel.getKey());
            if (!channel.getValue().path("address").equals(now.path("address"))) {
                found.add(channel.getKey() + ": gone or at another address");
            }
            channel.getValue().path("messages").propertyNames().stream()
                    .filter(type -> !now.path("messages").has(type))
                    .forEach(type -> found.add(channel.getKey() + " " + type + ": gone"));
        }
        for (Map.Entry<String, JsonNode> message :
                before.path("components").path("messages").properties()) {
            JsonNode now = after.path("components").path("messages").path(message.getKey());
            for (Direction direction : Direction.values()) {
                new SchemaChanges(before, after, found)
                        .compare(message.getKey(), message.getValue().path("payload"), now.path("payload"), direction);
            }
        }
        return List.copyOf(found);
    }
}
