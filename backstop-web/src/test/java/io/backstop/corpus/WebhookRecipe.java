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
import java.security.GeneralSecurityException;
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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of the corpus of Stripe's webhooks, and the call that it describes. The rules are in
 * {@code corpus/README.md}; what is not known there is an error here.
 */
public final class WebhookRecipe {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MEBIBYTE = 1024 * 1024;
  private static final Set<String> SEQUENCES = Set.of("storm-5000", "ack-before-work");
  private static final Set<String> OF_SEQUENCES = Set.of("ordering", "dedupe");

  private final JsonNode line;

  private WebhookRecipe(JsonNode line) {
    this.line = line;
  }

  /** All lines, in order. */
  public static List<WebhookRecipe> all() {
    List<WebhookRecipe> all = new ArrayList<>();
    try (InputStream in =
            WebhookRecipe.class.getResourceAsStream("/corpus/stripe-webhook-attacks.jsonl");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        all.add(new WebhookRecipe(JSON.readTree(text)));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return List.copyOf(all);
  }

  public String name() {
    return line.get("name").textValue();
  }

  /** Whether it is a sequence of calls, which the line's name describes, and no call itself. */
  public boolean sequence() {
    return OF_SEQUENCES.contains(category()) || SEQUENCES.contains(name());
  }

  private String category() {
    return line.get("category").textValue();
  }

  /** Whether the body has no end; it is the sender who goes on. */
  public boolean endless() {
    return name().equals("chunked-endless");
  }

  /** The accepted status codes. */
  public Set<Integer> statuses() {
    Set<Integer> all = new TreeSet<>();
    line.at("/expect/status").forEach(status -> all.add(status.intValue()));
    return all;
  }

  /** What holds besides. */
  public Set<String> invariants() {
    Set<String> all = new TreeSet<>();
    line.at("/expect/invariants").forEach(each -> all.add(each.textValue()));
    return all;
  }

  /**
   * The call, about {@code event}.
   *
   * @param path of the workspace's endpoint
   * @param secrets by the names {@code current}, {@code previous}, {@code beta}
   */
  public EmbedRecipe.Call call(
      String path, ObjectNode event, Instant now, Map<String, String> secrets) {
    byte[] signed = bytes(routed(event).toString());
    JsonNode signing = line.path("signing");
    long at = at(signing.path("t").asText("now"), now);
    String secret = secrets.get(signing.path("secret").asText("current"));
    String signature = mac(secret, at, signed);
    Map<String, List<String>> headers = new TreeMap<>();
    headers.put("Content-Type", List.of("application/json; charset=utf-8"));
    String header =
        line.path("header")
            .asText("t=" + at + ",v1={sig}")
            .replace("{now}", Long.toString(now.getEpochSecond()))
            .replace("{sig}", signature)
            .replace("<64 zeros>", "0".repeat(64));
    if (!mutation().equals("eventbridge-envelope")) {
      headers.put("Stripe-Signature", List.of(header));
    }
    if (name().equals("gzip")) {
      headers.put("Content-Encoding", List.of("gzip"));
    }
    return new EmbedRecipe.Call("POST", path, headers, mutated(signed, event), Duration.ZERO);
  }

  private String mutation() {
    return category().equals("routing") ? name() : line.path("mutate").asText();
  }

  private JsonNode routed(ObjectNode event) {
    return switch (mutation()) {
      case "account-mismatch" -> event.deepCopy().put("account", "acct_of_another_tenant");
      case "eventbridge-envelope" -> {
        ObjectNode envelope = JSON.createObjectNode().put("version", "0").put("id", "e-1");
        envelope.put("source", "aws.partner/stripe.com/ed_test").set("detail", event);
        yield envelope;
      }
      default -> event;
    };
  }

  private byte[] mutated(byte[] signed, ObjectNode event) {
    if (name().equals("gzip")) {
      return zipped(signed);
    }
    String text = new String(signed, StandardCharsets.UTF_8);
    return switch (line.path("mutate").asText()) {
      case "", "event.account is another tenant's connected account" -> signed;
      case "body.data.object.status=active" -> {
        ObjectNode other = event.deepCopy();
        ((ObjectNode) other.at("/data/object")).put("status", "active");
        yield bytes(other.toString());
      }
      case "append one space" -> bytes(text + " ");
      case "pretty-print" -> bytes(event.toPrettyString());
      case "prefix BOM" -> bytes("\ufeff" + text);
      case "pad to 1 MiB" -> bytes(text + " ".repeat(MEBIBYTE - signed.length));
      default -> throw new IllegalStateException("unknown: " + line);
    };
  }

  private static long at(String when, Instant now) {
    return now.getEpochSecond()
        + (when.equals("now") ? 0 : Long.parseLong(when.substring("now".length())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** As Stripe signs: HMAC-SHA256 of the timestamp, a dot and the body, in hex. */
  public static String mac(String secret, long at, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
      mac.update(bytes(at + "."));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
