@NullMarked
package dev.tributary.query.answer;

import org.jspecify.annotations.NullMarked;
