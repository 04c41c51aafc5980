package dev.tributary.parser.trap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tika.detect.Detector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;

/** Fails over a trap that says so, and knows no other format. */
public final class TrapDetector implements Detector {

    private static final String UNTOLD = "%TRAP untold";

    @Override
    public MediaType detect(InputStream stream, Metadata metadata) throws IOException {
        if (stream == null) {
            return MediaType.OCTET_STREAM;
        }
        stream.mark(UNTOLD.length());
        String start = new String(stream.readNBytes(UNTOLD.length()), StandardCharsets.US_ASCII);
        stream.reset();
        if (start.equals(UNTOLD)) {
            throw new IOException("the format cannot be told");
        }
        return MediaType.OCTET_STREAM;
    }
}
