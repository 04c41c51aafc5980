@NullMarked
package dev.tributary.query.model;

import org.jspecify.annotations.NullMarked;
