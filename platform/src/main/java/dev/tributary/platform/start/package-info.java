/** What happens when a service starts: a wrong setting stops it with the setting, its value and what is allowed. */
@NullMarked
package dev.tributary.platform.start;

import org.jspecify.annotations.NullMarked;
