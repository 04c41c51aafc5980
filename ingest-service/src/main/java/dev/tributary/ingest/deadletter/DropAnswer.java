package dev.tributary.ingest.deadletter;

/** How many dead letters were dropped. */
record DropAnswer(long dropped) {}
