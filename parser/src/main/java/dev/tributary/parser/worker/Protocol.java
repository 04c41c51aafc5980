package dev.tributary.parser.worker;

import dev.tributary.content.ParsedText;
import dev.tributary.events.RejectionReason;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.TextLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What pool and worker say to each other, over the worker's standard input and output: frames of a length and that many
 * bytes. The worker greets with an empty frame when it is ready; then each job gets one answer.
 */
public final class Protocol {

    private static final int MAX_JOB = 64 * 1024;
    private static final int PARSED = 1;
    private static final int REJECTED = 2;

    private Protocol() {}

    /** A file to read: its path, and what is known about it. */
    public record Job(
            String file,
            @Nullable String mediaType,
            @Nullable String fileName) {}

    /** @param worn whether the file left something behind (threads) that the next one should not meet */
    public record Answer(ParseOutcome outcome, boolean worn) {}

    /** The most bytes that an answer can have: characters in JSON, and their blocks. */
    public static int maxAnswer(TextLimits limits) {
        return (int) Math.min(Integer.MAX_VALUE - 16L, 16L * limits.characters() + (1 << 20));
    }

    public static void writeJob(OutputStream stream, Job job) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(bytes);
        writeText(frame, job.file());
        writeText(frame, job.mediaType());
        writeText(frame, job.fileName());
        writeFrame(stream, bytes.toByteArray());
    }

    static @Nullable Job readJob(InputStream stream) throws IOException {
        byte[] frame = readFrame(stream, MAX_JOB);
        if (frame == null) {
            return null;
        }
        DataInputStream fields = new DataInputStream(new ByteArrayInputStream(frame));
        String file = readText(fields);
        return file == null ? null : new Job(file, readText(fields), readText(fields));
    }

    static void writeAnswer(OutputStream stream, Answer answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(bytes);
        frame.writeBoolean(answer.worn());
        switch (answer.outcome()) {
            case ParseOutcome.Parsed parsed -> {
                frame.writeByte(PARSED);
                frame.write(parsed.text().toJson());
            }
            case ParseOutcome.Rejected rejected -> {
                frame.writeByte(REJECTED);
                writeText(frame, rejected.reason().name());
                writeText(frame, rejected.message());
                writeText(frame, rejected.mediaType());
            }
        }
        writeFrame(stream, bytes.toByteArray());
    }

    /** @throws IOException also if the bytes are no answer: the worker cannot be trusted any more */
    public static Answer answer(byte[] frame) throws IOException {
        DataInputStream fields = new DataInputStream(new ByteArrayInputStream(frame));
        boolean worn = fields.readBoolean();
        if (fields.readByte() == PARSED) {
            return new Answer(new ParseOutcome.Parsed(parsedText(fields.readAllBytes())), worn);
        }
        RejectionReason reason = reason(readText(fields));
        String message = readText(fields);
        return new Answer(new ParseOutcome.Rejected(reason, message == null ? "" : message, readText(fields)), worn);
    }

    private static ParsedText parsedText(byte[] json) throws IOException {
        try {
            return ParsedText.fromJson(json);
        } catch (RuntimeException malformed) {
            throw new IOException("a worker sent a malformed text", malformed);
        }
    }

    private static RejectionReason reason(@Nullable String name) throws IOException {
        for (RejectionReason reason : RejectionReason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        throw new IOException("a worker sent an unknown reason: " + name);
    }

    static void writeFrame(OutputStream stream, byte[] bytes) throws IOException {
        DataOutputStream data = new DataOutputStream(stream);
        data.writeInt(bytes.length);
        data.write(bytes);
        data.flush();
    }

    /** Null at the end of the stream. */
    public static byte @Nullable [] readFrame(InputStream stream, int max) throws IOException {
        byte[] header = stream.readNBytes(Integer.BYTES);
        if (header.length < Integer.BYTES) {
            return null;
        }
        int length = new DataInputStream(new ByteArrayInputStream(header)).readInt();
        if (length < 0 || length > max) {
            throw new IOException("a frame of " + length + " bytes, more than " + max);
        }
        byte[] frame = stream.readNBytes(length);
        return frame.length < length ? null : frame;
    }

    private static void writeText(DataOutputStream frame, @Nullable String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        frame.writeInt(text == null ? -1 : bytes.length);
        frame.write(bytes);
    }

    private static @Nullable String readText(DataInputStream frame) throws IOException {
        int length = frame.readInt();
        return length < 0 ? null : new String(frame.readNBytes(length), StandardCharsets.UTF_8);
    }
}
