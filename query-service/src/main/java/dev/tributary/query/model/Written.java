package dev.tributary.query.model;

import java.util.function.Consumer;

/** Passes a reply on and remembers it, for the reckoning when it breaks off. */
public final class Written implements Consumer<String> {

    private final Consumer<String> pieces;
    private final StringBuilder text = new StringBuilder();

    public Written(Consumer<String> pieces) {
        this.pieces = pieces;
    }

    @Override
    public void accept(String piece) {
        text.append(piece);
        pieces.accept(piece);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public String text() {
        return text.toString();
    }
}
