/** Erasing documents everywhere, with a receipt, and collecting content that nothing refers to. Role {@code connect}. */
@NullMarked
package dev.tributary.ingest.erasure;

import org.jspecify.annotations.NullMarked;
