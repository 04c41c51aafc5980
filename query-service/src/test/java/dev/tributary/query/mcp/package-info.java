@NullMarked
package dev.tributary.query.mcp;

import org.jspecify.annotations.NullMarked;
