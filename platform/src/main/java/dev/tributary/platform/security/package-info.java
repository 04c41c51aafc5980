/** Who calls and what they may do: API keys, roles, the open mode on loopback, security headers. */
@NullMarked
package dev.tributary.platform.security;

import org.jspecify.annotations.NullMarked;
