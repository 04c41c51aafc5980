/** What turns untrusted files into text: the port, what goes in and what comes out. */
@NullMarked
package dev.tributary.parser;

import org.jspecify.annotations.NullMarked;
