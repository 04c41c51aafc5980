package dev.tributary.query.answer;

import dev.tributary.index.SearchFilter;
import java.util.List;

/**
 * What a reader asks.
 *
 * @param passages how many passages the answer may rest on
 * @param history what was said before, oldest first
 */
record Question(String text, SearchFilter filter, int passages, List<Turn> history) {}
