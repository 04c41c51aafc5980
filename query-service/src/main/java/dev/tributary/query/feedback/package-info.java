/** What people think of answers, and what can be made of it: examples for training and evaluation. */
@NullMarked
package dev.tributary.query.feedback;

import org.jspecify.annotations.NullMarked;
