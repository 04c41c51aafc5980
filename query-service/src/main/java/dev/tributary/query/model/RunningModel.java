package dev.tributary.query.model;

import dev.tributary.events.ModelEvent.ModelConfigured;

/**
 * A model as this process asks it.
 *
 * @param fixed whether it comes from the process's own settings, and the API cannot change it
 */
record RunningModel(ModelConfigured settings, boolean fixed, GuardedModel model) {

    String name() {
        return settings.name();
    }
}
