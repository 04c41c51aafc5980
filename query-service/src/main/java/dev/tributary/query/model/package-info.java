/** Chat models: which there are, which one is asked, and what happens when one fails. */
@NullMarked
package dev.tributary.query.model;

import org.jspecify.annotations.NullMarked;
