package dev.tributary.bench.quality;

/** Which articles' questions are asked, by their place in the order of titles, from 0. */
public enum Half {
    ALL,
    EVEN,
    ODD;

    boolean has(int place) {
        return switch (this) {
            case ALL -> true;
            case EVEN -> place % 2 == 0;
            case ODD -> place % 2 == 1;
        };
    }
}
