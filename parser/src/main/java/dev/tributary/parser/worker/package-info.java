/** The side that does not: the process that reads one untrusted file after another, without a network. */
@NullMarked
package dev.tributary.parser.worker;

import org.jspecify.annotations.NullMarked;
