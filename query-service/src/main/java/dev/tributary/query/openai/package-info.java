/** OpenAI's API over an organisation's documents, for clients that know no other. */
@NullMarked
package dev.tributary.query.openai;

import org.jspecify.annotations.NullMarked;
