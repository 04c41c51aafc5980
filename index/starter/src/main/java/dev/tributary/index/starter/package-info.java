/** The index, the embedding model and the generation of a service, from its configuration. */
@NullMarked
package dev.tributary.index.starter;

import org.jspecify.annotations.NullMarked;
