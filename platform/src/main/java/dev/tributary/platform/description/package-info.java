/** What this process can be asked and what it says on Kafka, for machines: OpenAPI and AsyncAPI, from the code. */
@NullMarked
package dev.tributary.platform.description;

import org.jspecify.annotations.NullMarked;
