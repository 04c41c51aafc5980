/** The documents as tools of other people's assistants: a server of the Model Context Protocol over streamable HTTP. */
@NullMarked
package dev.tributary.query.mcp;

import org.jspecify.annotations.NullMarked;
