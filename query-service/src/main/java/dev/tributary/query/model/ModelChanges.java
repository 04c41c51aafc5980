package dev.tributary.query.model;

import dev.tributary.events.EventCodec;
import dev.tributary.events.ModelEvent;
import dev.tributary.events.ModelEvent.ModelRemoved;
import dev.tributary.events.ModelEvent.RoutesChanged;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.security.Audit;
import dev.tributary.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Changes models and routes for all processes. Returns when this one has taken up the change. */
final class ModelChanges {

    private static final Logger LOG = LoggerFactory.getLogger(ModelChanges.class);
    private static final Duration OWN_NEWS = Duration.ofSeconds(2);

    private final ModelRegistry models;
    private final ModelFollower follower;
    private final EventPublisher publisher;
    private final Clock clock = Clock.systemUTC();

    ModelChanges(ModelRegistry models, ModelFollower follower, EventPublisher publisher) {
        this.models = models;
        this.follower = follower;
        this.publisher = publisher;
    }

    /** @throws OutageException while Kafka is not there */
    synchronized ModelView configure(String name, ModelBody body, SecretStore secrets) {
        checkConnected();
        models.current().find(name).filter(RunningModel::fixed).ifPresent(ModelChanges::refuse);
        publish(body.toEvent(name, secrets, clock.instant()));
        return models.describe(name).orElseThrow(ModelChanges::notYet);
    }

    synchronized void remove(String name) {
        checkConnected();
        ModelSet set = models.current();
        RunningModel model = required(name);
        if (model.fixed()) {
            refuse(model);
        }
        List<String> routes = set.routesOf(name);
        if (!routes.isEmpty()) {
            throw conflict("Model '" + name + "' is in use by the route " + String.join(", ", routes)
                    + ". Take it out of there first, with PUT /v1/routes.");
        }
        publish(new ModelRemoved(name, clock.instant()));
    }

    synchronized RoutesChanged route(RoutesBody body) {
        checkConnected();
        RoutesChanged routes = body.toEvent(models.current(), clock.instant());
        publish(routes);
        return routes;
    }

    /** @throws UnknownModelException if it does not exist, naming those that do */
    RunningModel required(String name) {
        ModelSet set = models.current();
        return set.find(name)
                .orElseThrow(() -> new UnknownModelException(
                        name, set.models().stream().map(RunningModel::name).toList()));
    }

    private void checkConnected() {
        if (!follower.connected()) {
            throw new OutageException("Models cannot be changed while Kafka does not answer", null);
        }
    }

    private static void refuse(RunningModel model) {
        throw conflict("Model '" + model.name()
                + "' is configured by tributary.chat.model of this process. Change it there, or take another name.");
    }

    private static ErrorResponseException conflict(String detail) {
        return new ErrorResponseException(HttpStatus.CONFLICT, Problems.of(HttpStatus.CONFLICT, detail), null);
    }

    private static OutageException notYet() {
        return new OutageException("A change of a model is with Kafka, but did not come back in time", null);
    }

    private void publish(ModelEvent change) {
        try {
            publisher.publishAndWait(Topic.MODELS, change);
            if (!models.awaitHeard(change, OWN_NEWS)) {
                throw notYet();
            }
            LOG.info("Models changed: {} {}", change.getClass().getSimpleName(), change.key());
            Audit.did(EventCodec.typeOf(change), change.key());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw notYet();
        }
    }
}
