package io.backstop.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * One line of the corpus, and the call that it describes. The rules are in {@code
 * corpus/README.md}; a directive that is not known there is an error here, so that no line is sent
 * as something else than it means.
 */
public final class EmbedRecipe {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode line;

  private EmbedRecipe(JsonNode line) {
    this.line = line;
  }

  /**
   * What to send.
   *
   * @param path with its query, exactly as it goes into the request line
   * @param headers values in order; no {@code Content-Type} where the line wants none
   * @param perByte the pause after each byte of the body; zero: all at once
   */
  public record Call(
      String method,
      String path,
      Map<String, List<String>> headers,
      byte[] body,
      Duration perByte) {}

  /** All lines, in order. */
  public static List<EmbedRecipe> all() {
    List<EmbedRecipe> all = new ArrayList<>();
    try (InputStream in = EmbedRecipe.class.getResourceAsStream("/corpus/embed-attacks.jsonl");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        all.add(new EmbedRecipe(JSON.readTree(text)));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return List.copyOf(all);
  }

  /** The line of that name. */
  public static EmbedRecipe named(String name) {
    return all().stream().filter(recipe -> recipe.name().equals(name)).findFirst().orElseThrow();
  }

  public String name() {
    return line.get("name").textValue();
  }

  public String category() {
    return line.get("category").textValue();
  }

  /** Why the answer is owed. */
  public String why() {
    return line.path("why").asText();
  }

  /**
   * Whether the line is a sequence of calls, which {@link #steps} describes, and no call itself.
   */
  public boolean sequence() {
    return line.has("steps");
  }

  public JsonNode steps() {
    return line.path("steps");
  }

  /** Whether the server's clock must stand at the call's {@code now} exactly. */
  public boolean frozen() {
    return line.path("clock").asText().equals("frozen");
  }

  /** The accepted status codes. */
  public Set<Integer> statuses() {
    Set<Integer> all = new TreeSet<>();
    line.at("/expect/status").forEach(status -> all.add(status.intValue()));
    return all;
  }

  /** The accepted {@code error.type}s; empty where the line names none. */
  public Set<String> errorTypes() {
    return texts("/expect/error_type");
  }

  /** What holds besides. */
  public Set<String> invariants() {
    return texts("/expect/invariants");
  }

  private Set<String> texts(String pointer) {
    Set<String> all = new TreeSet<>();
    line.at(pointer).forEach(text -> all.add(text.textValue()));
    return all;
  }

  /**
   * The call as it is sent at {@code now}.
   *
   * @param secrets the embed secrets by the corpus's names, for example {@link FixtureSecrets#ALL}
   */
  public Call call(Instant now, Map<String, String> secrets) {
    Values values = new Values(now);
    ObjectNode body = JSON.createObjectNode();
    line.get("body")
        .properties()
        .forEach(e -> body.set(e.getKey(), values.filled(e.getValue(), "")));
    String signed = body.path("timestamp").asText();
    String signature = "";
    if (!line.path("signing").isNull()) {
      signature = Signing.signature(line.get("signing"), body, secrets);
      body.put("signature", signature);
    }
    for (JsonNode mutation : line.path("mutations")) {
      mutate(body, mutation, values, signature);
    }
    byte[] json = text(body).getBytes(StandardCharsets.UTF_8);
    Duration perByte = Duration.ZERO;
    if (line.has("raw_body")) {
      String raw = line.get("raw_body").textValue();
      if (raw.equals("@slow:1-byte-per-second")) {
        perByte = Duration.ofSeconds(1);
      } else {
        json = bytes(values.in(raw.replace("{sig}", signature).replace("{ts}", signed)));
      }
    }
    return new Call(
        line.get("method").textValue(), line.get("endpoint").textValue(), headers(), json, perByte);
  }

  private static void mutate(ObjectNode body, JsonNode mutation, Values values, String signature) {
    String member = mutation.get("path").textValue().substring(1);
    switch (mutation.get("op").textValue()) {
      case "remove" -> body.remove(member);
      case "set" -> body.set(member, values.filled(mutation.get("value"), signature));
      default -> throw new IllegalArgumentException("unknown mutation: " + mutation);
    }
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", List.of("application/json"));
    for (Map.Entry<String, JsonNode> header : line.path("headers").properties()) {
      List<String> texts = new ArrayList<>();
      if (header.getValue().isArray()) {
        header.getValue().forEach(text -> texts.add(text.textValue()));
      } else if (!header.getValue().textValue().isEmpty()) {
        texts.add(header.getValue().textValue());
      }
      all.put(header.getKey(), texts);
    }
    all.values().removeIf(List::isEmpty);
    return all;
  }

  private static byte[] bytes(String raw) {
    if (!raw.startsWith("@")) {
      return raw.getBytes(StandardCharsets.UTF_8);
    }
    String argument = raw.substring(raw.indexOf(':') + 1);
    return switch (raw.substring(0, raw.indexOf(':'))) {
      case "@bytes" -> HexFormat.of().parseHex(argument);
      case "@gzip" -> zipped(Integer.parseInt(argument));
      default -> throw new IllegalArgumentException("unknown raw body: " + raw);
    };
  }

  private static byte[] zipped(int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(new byte[length]);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static String text(JsonNode body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
