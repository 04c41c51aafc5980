package dev.tributary.bench.chaos;

import dev.tributary.events.RejectionReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Kinds of files of which nothing can be made, and why not. */
enum Poison {
    /** A small archive with half a gigabyte of text, which ends a worker of 192 MB. */
    KILLER("zip", RejectionReason.CRASHED),
    NOTHING("md", RejectionReason.EMPTY),
    WHITE_SPACE("txt", RejectionReason.EMPTY),
    DAMAGED_PDF("pdf", RejectionReason.CORRUPT),
    ENCRYPTED_PDF("pdf", RejectionReason.ENCRYPTED),
    UNKNOWN_BINARY("bin", RejectionReason.UNSUPPORTED);

    private static final int MEGABYTE = 1 << 20;
    private static final int KILLER_MEGABYTES = 512;
    private static final int BINARY_BYTES = 5_000;
    private static final int MOST_SPACES = 1_000;

    private final String extension;
    private final RejectionReason reason;

    Poison(String extension, RejectionReason reason) {
        this.extension = extension;
        this.reason = reason;
    }

    String extension() {
        return extension;
    }

    RejectionReason reason() {
        return reason;
    }

    byte[] file(RandomGenerator random) throws IOException {
        return switch (this) {
            case KILLER -> archive(random.nextInt());
            case NOTHING -> new byte[0];
            case WHITE_SPACE -> " ".repeat(random.nextInt(1, MOST_SPACES)).getBytes(StandardCharsets.US_ASCII);
            case DAMAGED_PDF -> damaged(random.nextInt());
            case ENCRYPTED_PDF -> encrypted(random.nextInt());
            case UNKNOWN_BINARY -> binary(random);
        };
    }

    /** Its catalog is another object than it says. */
    private static byte[] damaged(int number) {
        return ("%PDF-1.4\n1 0 obj<</Number " + number + ">>endobj\n"
                        + "2 0 obj<</Type/Catalog/Pages 3 0 R>>endobj\ntrailer<</Root 7 0 R>>")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] encrypted(int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner" + number, "user" + number, new AccessPermission()));
            document.save(bytes);
        }
        return bytes.toByteArray();
    }

    private static byte[] archive(int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[MEGABYTE];
        Arrays.fill(block, (byte) 'a');
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(number + ".txt"));
            for (int i = 0; i < KILLER_MEGABYTES; i++) {
                zip.write(block);
            }
        }
        return bytes.toByteArray();
    }

    /** No format begins with zeros. */
    private static byte[] binary(RandomGenerator random) {
        byte[] bytes = new byte[BINARY_BYTES];
        random.nextBytes(bytes);
        Arrays.fill(bytes, 0, 16, (byte) 0);
        return bytes;
    }
}
