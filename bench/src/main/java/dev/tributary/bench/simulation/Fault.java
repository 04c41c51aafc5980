package dev.tributary.bench.simulation;

import java.util.Locale;

/** What goes wrong, and how likely that is each time when it could. */
enum Fault {
    CRASH_BEFORE_PUBLISH(60),
    CRASH_AFTER_PUBLISH(60),
    CRASH_BEFORE_OFFSETS_COMMITTED(200),
    CRASH_BEFORE_INDEX_WRITE(100),
    CRASH_IN_INDEX_WRITE(200),
    CRASH_AFTER_INDEX_WRITE(200),
    PUBLISH_REFUSED(100),
    PUBLISH_UNANSWERED(100),
    INDEX_REFUSES(150),
    INDEX_WRITES_A_PART(150),
    INDEX_DOES_NOT_ANSWER(150),
    STORE_OUTAGE(30),
    EMBEDDER_OUTAGE(150),
    PARSER_OUTAGE(150),
    STALL(120),
    CAPTURE_REFUSED(300),
    CAPTURE_UNANSWERED(300),
    CAPTURE_LEFT_OPEN(200),
    CAPTURE_CRASH_BEFORE_COMMIT(100),
    CAPTURE_CRASH_AFTER_COMMIT(200),
    CATALOG_LOST(1000),
    DELIVERED_AGAIN(300),
    OFFSETS_REWOUND(200),
    REBALANCE(2500),
    CLOCK_JUMP(400),
    COMPACTION(1000),
    UNKNOWN_EVENT_TYPE(200),
    UNKNOWN_FIELDS(500);

    private final int perTenThousand;

    Fault(int perTenThousand) {
        this.perTenThousand = perTenThousand;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    int perTenThousand() {
        return perTenThousand;
    }
}
