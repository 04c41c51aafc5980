package dev.tributary.embed.chunk;

import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import dev.tributary.embed.chunk.Unit.Header;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Cuts blocks into pieces that fit a chunk: a block that fits is one piece. */
final class Units {

    private final String markdown;
    private final ToIntFunction<String> counter;
    private final int capacity;
    private final List<Unit> units = new ArrayList<>();

    private Units(String markdown, ToIntFunction<String> counter, int capacity) {
        this.markdown = markdown;
        this.counter = counter;
        this.capacity = capacity;
    }

    static List<Unit> of(String markdown, List<Block> blocks, ToIntFunction<String> counter, int capacity) {
        Units cutting = new Units(markdown, counter, capacity);
        blocks.forEach(cutting::add);
        return cutting.units;
    }

    private void add(Block block) {
        Span span = new Span(block.start(), block.end()).trimmed(markdown);
        if (span.isEmpty()) {
            return;
        }
        int tokens = counter.applyAsInt(span.in(markdown));
        if (tokens <= capacity) {
            units.add(Unit.of(markdown, span, tokens, !introducesNext(), null));
        } else if (block.kind() == Kind.TABLE) {
            addRows(span);
        } else {
            addParts(span, cuts(block.kind()), !introducesNext(), null, capacity);
        }
    }

    /** Whether the block before ends like "as follows:". */
    private boolean introducesNext() {
        return !units.isEmpty() && markdown.charAt(units.getLast().span().end() - 1) == ':';
    }

    private static Set<Cut> cuts(Kind kind) {
        return switch (kind) {
            case HEADING, PARAGRAPH -> EnumSet.of(Cut.SENTENCES, Cut.WORDS, Cut.HALVES);
            case LIST -> EnumSet.allOf(Cut.class);
            case TABLE, CODE -> EnumSet.of(Cut.LINES, Cut.WORDS, Cut.HALVES);
        };
    }

    private void addRows(Span table) {
        List<Span> rows = parts(table, Cut.LINES);
        Header header = rows.size() > 2 ? header(rows) : null;
        if (header == null) {
            addParts(table, cuts(Kind.TABLE), !introducesNext(), null, capacity);
            return;
        }
        units.add(Unit.of(markdown, header.span(), header.tokens(), !introducesNext(), null));
        for (Span row : rows.subList(2, rows.size())) {
            addFitting(row, EnumSet.of(Cut.WORDS, Cut.HALVES), false, header, capacity - header.tokens());
        }
    }

    /** The two lines above the rows of a Markdown table; null if they are too long to be repeated. */
    private @Nullable Header header(List<Span> rows) {
        Span span = new Span(rows.get(0).start(), rows.get(1).end());
        int tokens = counter.applyAsInt(span.in(markdown));
        return tokens <= capacity / 2 ? new Header(span, tokens) : null;
    }

    private void addFitting(Span span, Set<Cut> cuts, boolean opens, @Nullable Header header, int limit) {
        int tokens = counter.applyAsInt(span.in(markdown));
        if (tokens <= limit || cuts.isEmpty()) {
            units.add(Unit.of(markdown, span, tokens, opens, header));
        } else {
            addParts(span, cuts, opens, header, limit);
        }
    }

    /** Cuts in the first of the ways that there is, and what is too long even so in the next. */
    private void addParts(Span span, Set<Cut> cuts, boolean opens, @Nullable Header header, int limit) {
        Cut cut = cuts.iterator().next();
        List<Span> parts = parts(span, cut);
        Set<Cut> finer = EnumSet.copyOf(cuts);
        if (cut != Cut.HALVES || parts.size() == 1) {
            finer.remove(cut);
        }
        boolean first = opens;
        for (Span part : parts) {
            addFitting(part, finer, first, header, limit);
            first = false;
        }
    }

    private List<Span> parts(Span span, Cut cut) {
        List<Integer> offsets = cut.offsets(span.in(markdown)).stream()
                .map(offset -> span.start() + offset)
                .toList();
        return span.cutAt(offsets, markdown);
    }
}
