package dev.tributary.index.onnx;

import java.nio.FloatBuffer;

/** How the vectors of a sequence's tokens become one vector of unit length. */
enum Pooling {
    /** The mean over all tokens. */
    MEAN("mean"),
    /** The first token's, which stands for the sequence. */
    CLS("cls");

    private final String wireName;

    Pooling(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    /** @param states the tokens' vectors, one after the other */
    float[] pool(FloatBuffer states, int tokens, int dimensions) {
        float[] vector = new float[dimensions];
        int pooled = switch (this) {
            case MEAN -> tokens;
            case CLS -> 1;
        };
        for (int token = 0; token < pooled; token++) {
            for (int dimension = 0; dimension < dimensions; dimension++) {
                vector[dimension] += states.get(token * dimensions + dimension);
            }
        }
        return normalise(vector);
    }

    private static float[] normalise(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += (double) component * component;
        }
        float length = (float) Math.sqrt(squares);
        for (int dimension = 0; dimension < vector.length; dimension++) {
            vector[dimension] /= length;
        }
        return vector;
    }
}
