package dev.tributary.ingest.connector.folder;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An open directory; what is asked of it is asked by bare names and never follows a link. */
sealed interface Directory extends AutoCloseable {

    Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    DirectoryStream<Path> stream();

    /** The names in it; asked once. */
    default List<Path> names() throws IOException {
        try {
            List<Path> names = new ArrayList<>();
            stream().forEach(entry -> names.add(entry.getFileName()));
            return names;
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    BasicFileAttributes attributes(Path name) throws IOException;

    SeekableByteChannel open(Path name) throws IOException;

    Directory descend(Path name) throws IOException;

    @Override
    void close() throws IOException;

    @SuppressWarnings("StreamResourceLeak") // the caller closes the directory, and with it the stream
    static Directory at(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new Secure(secure);
        }
        return new Checked(path, path.toRealPath(), stream);
    }

    /** Bound to the directory itself: nobody can put another one in its place while it is open. */
    record Secure(SecureDirectoryStream<Path> stream) implements Directory {

        @Override
        public BasicFileAttributes attributes(Path name) throws IOException {
            return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        }

        @Override
        public SeekableByteChannel open(Path name) throws IOException {
            return stream.newByteChannel(name, READ);
        }

        /** Looks first: opening a named pipe as a directory would wait for its writer. */
        @Override
        public Directory descend(Path name) throws IOException {
            if (!attributes(name).isDirectory()) {
                throw new NoSuchFileException(name.toString());
            }
            return new Secure(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** For systems without directory handles: looks again, after opening, whether the path led where it should. */
    record Checked(Path path, Path realPath, DirectoryStream<Path> stream) implements Directory {

        @Override
        public BasicFileAttributes attributes(Path name) throws IOException {
            return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public SeekableByteChannel open(Path name) throws IOException {
            SeekableByteChannel channel = Files.newByteChannel(path.resolve(name), READ);
            if (!path.toRealPath().equals(realPath)) {
                channel.close();
                throw new NoSuchFileException(path.resolve(name).toString());
            }
            return channel;
        }

        @SuppressWarnings("StreamResourceLeak") // the caller closes the directory, and with it the stream
        @Override
        public Directory descend(Path name) throws IOException {
            Path below = path.resolve(name);
            if (!attributes(name).isDirectory() || !below.toRealPath().equals(realPath.resolve(name))) {
                throw new NoSuchFileException(below.toString());
            }
            return new Checked(below, realPath.resolve(name), Files.newDirectoryStream(below));
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
