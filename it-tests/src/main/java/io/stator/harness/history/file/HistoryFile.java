package io.stator.harness.history.file;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.stator.harness.history.Operation;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The format of a history on disk: UTF-8, one JSON object on each line, lines ended by a line feed.
 *
 * <ol>
 *   <li>The first line is {@code {"format":"stator-history","version":1,"workloads":["register"]}}: the
 *       names of the workloads, in order, those without operations too.
 *   <li>Each further line is an operation: {@code workload}; {@code process}, a number; {@code key};
 *       {@code function} and {@code outcome}, objects with a {@code type} and what belongs to it, see below;
 *       {@code invokedNanos} and {@code completedNanos} on the one clock of the run. An operation whose
 *       outcome is unknown has no completedNanos. Operations of a workload come in the order in which they
 *       were given; those of several come one workload after the other.
 *   <li>The last line is {@code {"operations":2,"crc32c":"0123abcd"}}: how many there are, and the CRC-32C
 *       of all bytes before this line. A file without it was cut off.
 * </ol>
 *
 * <p>Functions: {@code read}; {@code eventual-read}; {@code write} with value; {@code compare-and-set} with
 * expected and replacement; {@code increment} with amount; {@code add}, {@code remove} and {@code append} with
 * element; {@code walk} with direction ({@code ascending}, {@code descending}, {@code unordered}), pageElements,
 * segments and strong; {@code read-all}; {@code transfer} with from, to (several) and amount; {@code transact} with
 * steps, objects whose type is {@code append}, with key and element, or {@code read}, with key. Outcomes: {@code done};
 * {@code found} with value; {@code found-list} and {@code found-set} with elements; {@code found-lists} with lists;
 * {@code found-all} with values, an object; {@code mismatched}; {@code failed}; {@code unknown}. Values are texts, or null for
 * none; what each means is said at {@link io.stator.harness.history.Function} and {@link
 * io.stator.harness.history.Outcome}.
 *
 * <p>New types and new fields may come within a version: a reader passes over fields that it does not know
 * and refuses types that it does not know.
 */
public final class HistoryFile {
    public static final String FORMAT = "stator-history";
    public static final int VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private HistoryFile() {}

    /** Makes the file, or replaces it. */
    public static void write(Path file, Map<String, List<Operation>> histories) throws IOException {
        CRC32C checksum = new CRC32C();
        long count = 0;
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file));
                JsonGenerator json =
                        JSON.createGenerator(new CheckedOutputStream(bytes, checksum), JsonEncoding.UTF8)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeArrayFieldStart("workloads");
            for (String workload : histories.keySet()) {
                json.writeString(workload);
            }
            json.writeEndArray();
            json.writeEndObject();
            for (Map.Entry<String, List<Operation>> history : histories.entrySet()) {
                for (Operation operation : history.getValue()) {
                    OperationFormat.write(json, history.getKey(), operation);
                    count++;
                }
            }
            json.writeRaw('\n');
            json.flush();
            bytes.write(lastLine(count, checksum).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String lastLine(long operations, CRC32C checksum) {
        return "{\"operations\":" + operations + ",\"crc32c\":\"" + hex(checksum) + "\"}\n";
    }

    private static String hex(CRC32C checksum) {
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    /**
     * The operations of each workload, in the order of the file.
     *
     * @throws IOException if the file cannot be read, is cut off or changed, or is of another version
     */
    public static Map<String, List<Operation>> read(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return new Reading(lines).run();
        } catch (MalformedLineException e) {
            throw new IOException(file + ", " + e.getMessage(), e);
        }
    }

    private static final class MalformedLineException extends IOException {
        private static final long serialVersionUID = 1;

        MalformedLineException(long line, IOException cause) {
            super("line " + line + ": " + cause.getMessage(), cause);
        }
    }

    /** One way through a file. */
    private static final class Reading {
        private final BufferedReader lines;
        private final CRC32C checksum = new CRC32C();
        private final Map<String, List<Operation>> histories = new LinkedHashMap<>();
        private long line;
        private long operations;

        Reading(BufferedReader lines) {
            this.lines = lines;
        }

        Map<String, List<Operation>> run() throws IOException {
            try {
                first(next());
                JsonFields fields = next();
                while (!fields.has("crc32c")) {
                    add(fields);
                    fields = next();
                }
                last(fields);
                return histories;
            } catch (IOException e) {
                throw new MalformedLineException(line, e);
            }
        }

        /** The checksum is of what was before the line that this answers with. */
        private JsonFields next() throws IOException {
            line++;
            String text = lines.readLine();
            if (text == null) {
                throw new IOException("the file was cut off");
            }
            JsonFields fields = JsonFields.parse(text);
            if (!fields.has("crc32c")) {
                checksum.update(text.getBytes(StandardCharsets.UTF_8));
                checksum.update('\n');
            }
            return fields;
        }

        private void first(JsonFields fields) throws IOException {
            if (!fields.text("format").equals(FORMAT) || fields.number("version") != VERSION) {
                throw new IOException("not a history of version " + VERSION + ": " + fields);
            }
            for (String workload : fields.texts("workloads")) {
                histories.put(workload, new ArrayList<>());
            }
        }

        private void add(JsonFields fields) throws IOException {
            @Nullable List<Operation> history = histories.get(fields.text("workload"));
            if (history == null) {
                throw new IOException("a workload that the first line does not name: " + fields.text("workload"));
            }
            history.add(OperationFormat.read(fields));
            operations++;
        }

        private void last(JsonFields fields) throws IOException {
            if (fields.number("operations") != operations
                    || !fields.text("crc32c").equals(hex(checksum))) {
                throw new IOException("the file was changed: its last line does not fit");
            }
        }
    }
}
