/** HTTP for all services: strict JSON bodies, limits, and RFC 9457 problems for everything that goes wrong. */
@NullMarked
package dev.tributary.platform.web;

import org.jspecify.annotations.NullMarked;
