package dev.tributary.parser.trap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** A parser that does what the worst file in the world can make a parser do; the file says which. */
public final class TrapParser implements Parser {

    private static final List<byte[]> kept = new ArrayList<>();

    /** An attempt to get out. */
    private interface Attempt {
        Object run() throws Exception;
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return Set.of(MediaType.application("x-trap"));
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException {
        String[] words = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ");
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        xhtml.element("p", spring(words[1], words.length > 2 ? Integer.parseInt(words[2]) : 0));
        xhtml.endDocument();
    }

    private static String spring(String trap, int port) throws IOException {
        return switch (trap) {
            case "exit" -> exit();
            case "memory" -> takeAllMemory();
            case "keep" -> keepMemory();
            case "loop" -> wait(new CountDownLatch(1));
            case "stack" -> "deeper" + spring(trap, port);
            case "threads" -> leaveThreads();
            case "disk" -> fillDisk();
            case "full" -> writeToFullDisk();
            case "litter" -> litter();
            case "print" -> print();
            case "network" -> String.join(" ", reached(port));
            case "identity" -> identity();
            case "slow" -> takeTime();
            default -> trap;
        };
    }

    private static String identity() {
        return String.valueOf(ProcessHandle.current().pid());
    }

    private static String takeTime() {
        LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        return identity();
    }

    private static String exit() {
        System.exit(7);
        return "";
    }

    private static String takeAllMemory() {
        StringBuilder taken = new StringBuilder("and ever ");
        while (true) {
            taken.append(taken);
        }
    }

    private static String keepMemory() {
        kept.add(new byte[70 << 20]);
        return "kept";
    }

    private static String wait(CountDownLatch never) {
        while (true) {
            try {
                never.await();
            } catch (InterruptedException ignored) {
                // not to be stopped
            }
        }
    }

    private static String leaveThreads() {
        for (int i = 0; i < 20; i++) {
            new Thread(() -> wait(new CountDownLatch(1)), "left").start();
        }
        return "threads left";
    }

    private static String fillDisk() throws IOException {
        byte[] block = new byte[1 << 20];
        while (true) {
            Files.write(Files.createTempFile("fill", ""), block);
        }
    }

    private static String writeToFullDisk() throws IOException {
        Files.write(Path.of("/dev/full"), new byte[1]);
        return "";
    }

    private static String litter() throws IOException {
        return Files.createTempFile("litter", "").toString();
    }

    @SuppressWarnings("SystemOut") // the trap
    private static String print() {
        System.out.println("not a frame");
        System.err.println("noise ".repeat(100_000));
        return "printed";
    }

    private static List<String> reached(int port) {
        List<String> reached = new ArrayList<>(List.of("reached:"));
        attempt("socket", reached, () -> new Socket(InetAddress.getLoopbackAddress(), port));
        attempt(
                "channel",
                reached,
                () -> SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        attempt("server", reached, () -> new ServerSocket(0));
        attempt(
                "url",
                reached,
                () -> URI.create("http://127.0.0.1:" + port).toURL().openStream());
        attempt("name", reached, () -> InetAddress.getAllByName("example.org"));
        attempt(
                "client",
                reached,
                () -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()));
        return reached;
    }

    private static void attempt(String name, List<String> reached, Attempt attempt) {
        try {
            attempt.run();
            reached.add(name);
        } catch (Exception | Error refused) {
            // as it should be
        }
    }
}
