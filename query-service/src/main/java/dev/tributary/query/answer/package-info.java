/** Answering questions from passages: which passages, who writes the answer, and what of it can be believed. */
@NullMarked
package dev.tributary.query.answer;

import org.jspecify.annotations.NullMarked;
