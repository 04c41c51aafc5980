@NullMarked
package dev.tributary.parser.trap;

import org.jspecify.annotations.NullMarked;
