@NullMarked
package dev.tributary.query.recording;

import org.jspecify.annotations.NullMarked;
