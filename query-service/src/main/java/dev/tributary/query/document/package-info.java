/** One document: its text, as the index has it, and the address where a person finds it. */
@NullMarked
package dev.tributary.query.document;

import org.jspecify.annotations.NullMarked;
