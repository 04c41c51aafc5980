package dev.tributary.index;

import dev.tributary.events.Access;
import dev.tributary.events.Acl;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Made-up documents, vectors and readers; the same at every run. */
public final class Fixtures {

    /** Of all vectors here. */
    public static final int DIMENSIONS = 8;

    public static final String TENANT = "acme";

    private Fixtures() {}

    /** Version 1 of a document that everyone in {@link #TENANT} may read. */
    public static Sample sample(String nativeId, String... texts) {
        return new Sample(
                TENANT,
                "handbook",
                nativeId,
                1,
                nativeId,
                Acl.everyone(),
                Map.of(),
                null,
                "text/plain",
                "en",
                List.of(texts));
    }

    /** What a model would say to the text: unit length, equal for equal texts, anywhere for different ones. */
    public static float[] vector(String text) {
        return vector(text, DIMENSIONS);
    }

    public static float[] vector(String text, int dimensions) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    /** Somebody of {@link #TENANT} with these rights and everyone's. */
    public static Access reader(String... principals) {
        return new Access(TENANT, Set.of(principals), false);
    }

    public static Acl readers(String... principals) {
        return new Acl(Set.of(principals));
    }

    /** Asks as a plain reader, without filter, for 10 hits. */
    public static SearchRequest ask(SearchMode mode, String text) {
        return ask(reader(), mode, text);
    }

    public static SearchRequest ask(Access access, SearchMode mode, String text) {
        return new SearchRequest(access, text, vector(text), mode, SearchFilter.none(), 10);
    }

    public static SearchRequest limited(SearchRequest request, int limit) {
        return new SearchRequest(
                request.access(), request.text(), request.vector(), request.mode(), request.filter(), limit);
    }

    public static SearchRequest filtered(SearchRequest request, SearchFilter filter) {
        return new SearchRequest(
                request.access(), request.text(), request.vector(), request.mode(), filter, request.limit());
    }
}
