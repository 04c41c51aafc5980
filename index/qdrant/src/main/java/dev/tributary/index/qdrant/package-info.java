/** The distributed index: dense and sparse vectors in Qdrant, made safe by a commit record a document. */
@NullMarked
package dev.tributary.index.qdrant;

import org.jspecify.annotations.NullMarked;
