/** The embedded index: vectors (HNSW) and words (BM25) in one Lucene directory, without a server. */
@NullMarked
package dev.tributary.index.lucene;

import org.jspecify.annotations.NullMarked;
