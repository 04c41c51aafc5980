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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open for reading.
 *
 * @param state that it was opened in, as {@link #state} tells
 */
record FolderFile(
        Folder folder,
        Path relative,
        BasicFileAttributes attributes,
        String state,
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
            return state.equals(state(folder, relative, folder.attributes(relative)));
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

    /** Its state, by which a change is noticed; null for a file so fresh that it could be the same after the next change. */
    static @Nullable String revision(BasicFileAttributes attributes, String state, Instant now) {
        Duration age =
                Duration.between(attributes.lastModifiedTime().toInstant(), now).abs();
        return age.compareTo(RACY) < 0 ? null : state;
    }

    /** Size, time and inode, and the time of the last change of any of them, which nobody can set back. */
    static String state(Folder folder, Path relative, BasicFileAttributes attributes) {
        Matcher inode = INODE.matcher(String.valueOf(attributes.fileKey()));
        FileTime changed = folder.changed(relative);
        return attributes.size() + "-" + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
                + (inode.find() ? "-" + inode.group(1) : "")
                + (changed == null ? "" : "-" + changed.to(TimeUnit.NANOSECONDS));
    }
}
