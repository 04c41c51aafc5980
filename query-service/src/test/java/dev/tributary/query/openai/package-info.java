@NullMarked
package dev.tributary.query.openai;

import org.jspecify.annotations.NullMarked;
