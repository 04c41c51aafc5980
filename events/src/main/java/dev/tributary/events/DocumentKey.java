package dev.tributary.events;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.UUID;

/**
 * A document's identity at its source.
 *
 * @param nativeId what the source itself calls the document, not blank
 */
public record DocumentKey(String tenant, String source, String nativeId) {

    /** Namespace of all document ids; a constant of the contract. */
    private static final UUID NAMESPACE = UUID.fromString("3f8e9d0a-6c1b-5e47-9a52-7d1c0b64f2ae");

    private static final NameBasedGenerator GENERATOR = Generators.nameBasedGenerator(NAMESPACE);

    public DocumentKey {
        if (tenant.isBlank() || source.isBlank() || nativeId.isBlank()) {
            throw new IllegalArgumentException("tenant, source and native id must not be blank");
        }
    }

    /** UUID version 5 (RFC 9562, section 5.5) of tenant, source and native id, each closed by a NUL. */
    public UUID documentId() {
        return GENERATOR.generate(tenant + '\0' + source + '\0' + nativeId + '\0');
    }
}
