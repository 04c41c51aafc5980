/** Embedding models that run inside the process: LangChain4j's model jars, driven by ONNX Runtime on every core. */
@NullMarked
package dev.tributary.index.onnx;

import org.jspecify.annotations.NullMarked;
