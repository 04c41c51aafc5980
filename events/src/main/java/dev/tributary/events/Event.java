package dev.tributary.events;

/** Anything one service says to another; what it says it about is its {@link #key()}. */
public sealed interface Event
        permits CaptureEvent,
                ParseEvent,
                IndexEvent,
                SourceEvent,
                GenerationEvent,
                StageEvent,
                ErasureEvent,
                ModelEvent,
                KeyEvent,
                AnswerEvent,
                FeedbackEvent {

    /** The record key: events with one key keep their order, and compaction keeps the last of them. */
    String key();
}
