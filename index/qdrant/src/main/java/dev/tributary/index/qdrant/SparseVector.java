package dev.tributary.index.qdrant;

import java.util.List;

/**
 * Weights by term.
 *
 * @param indices terms as unsigned 32-bit numbers, each once
 * @param values weights, in the order of the indices
 */
record SparseVector(List<Integer> indices, List<Float> values) {

    SparseVector {
        indices = List.copyOf(indices);
        values = List.copyOf(values);
    }

    boolean isEmpty() {
        return indices.isEmpty();
    }
}
