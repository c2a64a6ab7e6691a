package io.backstop.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;

/** Fills in what depends on the time of the call. */
final class Values {

  private static final char ARABIC_INDIC_ZERO = '\u0660';

  private final Instant now;

  Values(Instant now) {
    this.now = now;
  }

  /** The value that {@code written} stands for; what is no directive stays as it is. */
  JsonNode filled(JsonNode written, String signature) {
    if (written.isArray()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      written.forEach(element -> all.add(filled(element, signature)));
      return all;
    }
    if (!written.isTextual()) {
      return written;
    }
    String text = written.textValue();
    return text.startsWith("@") ? directive(text) : new TextNode(text.replace("{sig}", signature));
  }

  private JsonNode directive(String text) {
    if (text.matches("@now(?:[+-][0-9]+)?")) {
      String offset = text.substring("@now".length());
      return new LongNode(now.getEpochSecond() + (offset.isEmpty() ? 0 : Long.parseLong(offset)));
    }
    String[] parts = text.split(":", 2);
    return switch (parts[0]) {
      case "@ms" -> new LongNode(now.toEpochMilli());
      case "@str" -> new TextNode(directive("@" + parts[1]).asText());
      case "@tpl" -> new TextNode(in(parts[1]));
      case "@repeat" -> repeated(parts[1].split(":", 2));
      case "@digits" -> digits(parts[1]);
      default -> throw new IllegalArgumentException("unknown value: " + text);
    };
  }

  private static JsonNode repeated(String[] what) {
    return new TextNode(what[0].repeat(Integer.parseInt(what[1])));
  }

  private JsonNode digits(String kind) {
    if (!kind.equals("arabic-indic:now")) {
      throw new IllegalArgumentException("unknown digits: " + kind);
    }
    StringBuilder digits = new StringBuilder();
    in("{now}").chars().forEach(c -> digits.append((char) (c - '0' + ARABIC_INDIC_ZERO)));
    return new TextNode(digits.toString());
  }

  /** {@code text} with the second of the call. */
  String in(String text) {
    return text.replace("{now}", Long.toString(now.getEpochSecond()));
  }
}
