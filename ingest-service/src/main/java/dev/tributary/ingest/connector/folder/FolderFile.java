package dev.tributary.ingest.connector.folder;

import dev.tributary.ingest.connector.DocumentFacts;
import dev.tributary.ingest.connector.Fetched;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file that is open for reading, and the mark of the state that it was opened in. */
record FolderFile(
        Folder folder,
        Path relative,
        BasicFileAttributes attributes,
        SeekableByteChannel channel,
        DocumentFacts facts,
        @Nullable String revision)
        implements Fetched.Content {

    /** Within this time of a change, a second change may leave size and time as they are. */
    private static final Duration RACY = Duration.ofSeconds(2);

    private static final Pattern INODE = Pattern.compile("ino=(\\d+)");

    @Override
    public long size() {
        return attributes.size();
    }

    @Override
    public InputStream bytes() {
        return Channels.newInputStream(channel);
    }

    @Override
    public boolean unchanged() {
        try {
            return mark(folder.attributes(relative)).equals(mark(attributes));
        } catch (IOException vanished) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Size, time and inode; null for a file so fresh that they could be the same after the next change. */
    static @Nullable String revision(BasicFileAttributes attributes, Instant now) {
        Duration age =
                Duration.between(attributes.lastModifiedTime().toInstant(), now).abs();
        return age.compareTo(RACY) < 0 ? null : mark(attributes);
    }

    private static String mark(BasicFileAttributes attributes) {
        Matcher inode = INODE.matcher(String.valueOf(attributes.fileKey()));
        return attributes.size() + "-" + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
                + (inode.find() ? "-" + inode.group(1) : "");
    }
}
