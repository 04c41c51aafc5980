package dev.tributary.index;

import dev.tributary.events.OutageException;
import java.util.List;

/**
 * A model that turns text into vectors of unit length. The same text always gives the same vector, whatever other
 * texts it is embedded with. Safe for use by several threads; a remote model out of reach makes it throw
 * {@link OutageException}.
 */
public interface Embedder extends AutoCloseable {

    /** Names the model with everything that its vectors depend on; vectors of two names are not to be compared. */
    String model();

    /** Length of the vectors. */
    int dimensions();

    /** How many tokens of a text the model reads; what is beyond does not change the vector. */
    int maxTokens();

    /** Length of the text in the model's own tokens, without the model's own marks at both ends. */
    int countTokens(String text);

    /** A vector for each passage, in their order; none for none. */
    List<float[]> embedPassages(List<String> passages);

    /** The vector to search with. */
    float[] embedQuery(String query);

    @Override
    void close();
}
