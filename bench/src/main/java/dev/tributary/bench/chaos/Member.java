package dev.tributary.bench.chaos;

/** A process of an installation. */
enum Member {
    BROKER,
    INGEST,
    EMBED,
    QUERY;

    /** The name of its module; the broker is a command of the benchmarks. */
    String module() {
        return switch (this) {
            case BROKER -> "bench";
            case INGEST -> "ingest-service";
            case EMBED -> "embed-service";
            case QUERY -> "query-service";
        };
    }

    String label() {
        return switch (this) {
            case BROKER -> "broker";
            case INGEST -> "ingest";
            case EMBED -> "embed";
            case QUERY -> "query";
        };
    }
}
