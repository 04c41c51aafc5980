package dev.tributary.parser.worker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImplFactory;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.util.Set;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what a parser has no business with. The second line of defence where the system gives the process a network
 * namespace of its own, the only one elsewhere. Name resolution and channels are shut by system properties (see the
 * command that starts a worker).
 */
final class Confinement {

    private static final Set<String> LOCAL = Set.of("file", "jar", "jrt", "nested");

    private Confinement() {}

    static void enter() throws IOException {
        LogManager.getLogManager().reset();
        refuseSockets();
        URL.setURLStreamHandlerFactory(new LocalOnly());
    }

    @SuppressWarnings("deprecation") // nothing else reaches sockets that libraries make
    private static void refuseSockets() throws IOException {
        SocketImplFactory refusing = () -> {
            throw new IllegalStateException("parsers have no network");
        };
        Socket.setSocketImplFactory(refusing);
        ServerSocket.setSocketFactory(refusing);
    }

    private static final class LocalOnly implements URLStreamHandlerFactory {
        @Override
        public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
            return LOCAL.contains(protocol) ? null : new Refusing();
        }
    }

    private static final class Refusing extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw RefusingSelectorProvider.refusal();
        }
    }
}
