package io.backstop.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a line of the corpus says, rightly or wrongly. Shares no code with the verifier. */
final class Signing {

  private Signing() {}

  static String signature(JsonNode how, ObjectNode body, Map<String, String> secrets) {
    byte[] message = message(how, body).getBytes(StandardCharsets.UTF_8);
    byte[] key = key(how.get("secret").textValue(), secrets);
    boolean swapped = how.path("swap_key_and_message").asBoolean();
    String alg = how.get("alg").textValue();
    byte[] mac = swapped ? mac(alg, message, key) : mac(alg, key, message);
    String text =
        switch (how.get("encoding").textValue()) {
          case "hex-lower" -> HexFormat.of().formatHex(mac);
          case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
          default -> throw new IllegalArgumentException("unknown encoding: " + how);
        };
    return how.has("post") ? post(text, how.get("post").textValue()) : text;
  }

  private static String message(JsonNode how, ObjectNode body) {
    if (how.path("over").asText().equals("json-body")) {
      return EmbedRecipe.text(body);
    }
    List<String> parts = new ArrayList<>();
    how.get("parts").forEach(part -> parts.add(body.path(part.textValue()).asText("null")));
    return how.path("prefix").asText()
        + String.join(how.get("sep").textValue(), parts)
        + how.path("suffix").asText();
  }

  private static byte[] key(String name, Map<String, String> secrets) {
    if (name.startsWith("literal:")) {
      return name.substring("literal:".length()).getBytes(StandardCharsets.UTF_8);
    }
    if (name.startsWith("hexdecode:")) {
      String secret = known(name.substring("hexdecode:".length()), secrets);
      return HexFormat.of().parseHex(secret.substring(secret.lastIndexOf('_') + 1));
    }
    return known(name, secrets).getBytes(StandardCharsets.UTF_8);
  }

  private static String known(String name, Map<String, String> secrets) {
    String secret = secrets.get(name);
    if (secret == null) {
      throw new IllegalArgumentException("no secret named " + name);
    }
    return secret;
  }

  private static byte[] mac(String alg, byte[] key, byte[] message) {
    try {
      switch (alg) {
        case "SHA256":
          return MessageDigest.getInstance("SHA-256").digest(message);
        case "SHA256-secret-prefix":
          MessageDigest digest = MessageDigest.getInstance("SHA-256");
          digest.update(key);
          return digest.digest(message);
        default:
          Mac mac = Mac.getInstance(alg);
          // The JDK refuses an empty key; HMAC pads with zeros, so one zero is the same key.
          mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, alg));
          return mac.doFinal(message);
      }
    } catch (GeneralSecurityException impossible) {
      throw new IllegalArgumentException("unknown algorithm: " + alg, impossible);
    }
  }

  private static String post(String signature, String what) {
    String argument = what.substring(what.indexOf(':') + 1);
    return switch (what.split(":", 2)[0]) {
      case "flip" -> flipped(signature, Integer.parseInt(argument));
      case "trunc" -> signature.substring(0, Integer.parseInt(argument));
      case "append" -> signature + argument;
      case "prepend" -> argument + signature;
      case "upper-first-alpha" -> withFirstLetterUpper(signature);
      case "fullwidth-digits" -> withFullwidthDigits(signature);
      default -> throw new IllegalArgumentException("unknown treatment: " + what);
    };
  }

  private static String flipped(String hex, int at) {
    char other = Character.forDigit(Character.digit(hex.charAt(at), 16) ^ 1, 16);
    return hex.substring(0, at) + other + hex.substring(at + 1);
  }

  private static String withFirstLetterUpper(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      if (Character.isLetter(hex.charAt(i))) {
        return hex.substring(0, i) + Character.toUpperCase(hex.charAt(i)) + hex.substring(i + 1);
      }
    }
    return hex;
  }

  private static String withFullwidthDigits(String hex) {
    StringBuilder text = new StringBuilder();
    hex.chars().forEach(c -> text.append((char) (Character.isDigit(c) ? c - '0' + 0xff10 : c)));
    return text.toString();
  }
}
