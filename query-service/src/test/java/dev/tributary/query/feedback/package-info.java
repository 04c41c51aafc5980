@NullMarked
package dev.tributary.query.feedback;

import org.jspecify.annotations.NullMarked;
