/** From a file's bytes to Markdown with structure. Runs inside a worker only; the one place that sees Tika. */
@NullMarked
package dev.tributary.parser.text;

import org.jspecify.annotations.NullMarked;
