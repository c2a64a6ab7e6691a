package io.backstop.flow.cancel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.backstop.flow.cancel.FlowDefinition.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A value inside a document together with the path to it, for example {@code reasons[2].label}, so
 * that whatever is wrong can be said where it is wrong. Every question that the value does not
 * answer ends in a {@link FlowRefusal} that names the path.
 */
record DocumentPlace(String path, JsonNode node) {

  private static final int MAX_TEXT = 300;
  private static final int MAX_DEPTH = 16;
  private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,40}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .build());

  /** The root of {@code document}: one JSON value, no member twice, nothing after it. */
  static DocumentPlace root(String document) {
    try (JsonParser parser = JSON.createParser(document)) {
      try {
        JsonNode node = JSON.readTree(parser);
        if (node == null || parser.nextToken() != null) {
          throw new DocumentPlace("", NullNode.instance).wrong(FlowFault.NOT_ONE_OBJECT);
        }
        return new DocumentPlace("", node);
      } catch (JsonProcessingException e) {
        // The parser's own message quotes the source; the path and the position are enough.
        boolean twice = e.getMessage().startsWith("Duplicate");
        throw new DocumentPlace(whereTheParserStopped(parser), NullNode.instance)
            .wrong(
                twice ? FlowFault.MEMBER_TWICE : FlowFault.NOT_JSON,
                parser.currentLocation().getLineNr(),
                parser.currentLocation().getColumnNr());
      }
    } catch (IOException e) {
      throw new IllegalStateException("a string is read without input or output", e);
    }
  }

  private static String whereTheParserStopped(JsonParser parser) {
    return parser
        .getParsingContext()
        .pathAsPointer()
        .toString()
        .replaceAll("/(\\d+)(?=/|$)", "[$1]")
        .replaceFirst("^/", "")
        .replace('/', '.');
  }

  /** A refusal of what stands here. */
  FlowRefusal wrong(FlowFault fault, Object... arguments) {
    return new FlowRefusal(path, fault, arguments);
  }

  /** {@code text} as it may be repeated in a message: short, without control characters. */
  static String printable(String text) {
    String printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\"\\\\]", "?");
    return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
  }

  /** Checks that this is an object with no members but {@code known}. */
  DocumentPlace object(String... known) {
    Set<String> allowed = Set.of(known);
    if (!node.isObject()) {
      throw wrong(FlowFault.NO_OBJECT);
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                throw wrong(FlowFault.MEMBER_UNKNOWN, printable(name));
              }
            });
    return this;
  }

  Optional<DocumentPlace> member(String name) {
    return Optional.ofNullable(node.get(name))
        .map(value -> new DocumentPlace(path.isEmpty() ? name : path + '.' + name, value));
  }

  DocumentPlace required(String name) {
    return member(name).orElseThrow(() -> wrong(FlowFault.MISSING, name));
  }

  /** The elements of the array {@code name}, none when it is not there. */
  List<DocumentPlace> list(String name) {
    return member(name).map(DocumentPlace::elements).orElse(List.of());
  }

  /** The elements of this array. */
  List<DocumentPlace> elements() {
    if (!node.isArray()) {
      throw wrong(FlowFault.NO_ARRAY);
    }
    List<DocumentPlace> elements = new ArrayList<>();
    node.forEach(
        element -> elements.add(new DocumentPlace(path + '[' + elements.size() + ']', element)));
    return elements;
  }

  /** The members of this object, in the order of the document. */
  Map<String, DocumentPlace> members() {
    if (!node.isObject()) {
      throw wrong(FlowFault.NO_OBJECT);
    }
    Map<String, DocumentPlace> members = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(name -> members.put(name, required(name)));
    return members;
  }

  String string() {
    if (!node.isTextual()) {
      throw wrong(FlowFault.NO_STRING);
    }
    return node.textValue();
  }

  boolean flag() {
    if (!node.isBoolean()) {
      throw wrong(FlowFault.NO_FLAG);
    }
    return node.booleanValue();
  }

  int number(int from, int to) {
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < from
        || node.intValue() > to) {
      throw wrong(FlowFault.NUMBER, from, to);
    }
    return node.intValue();
  }

  /** An id: 1 to 40 lowercase letters, digits, underscores, hyphens. */
  String id() {
    String id = string();
    if (!ID.matcher(id).matches()) {
      throw wrong(FlowFault.ID);
    }
    return id;
  }

  /** One line of text that people read. */
  String line() {
    String line = string();
    int length = line.codePointCount(0, line.length());
    if (line.isBlank() || length > MAX_TEXT) {
      throw wrong(FlowFault.TEXT_LENGTH, MAX_TEXT);
    }
    if (UNPRINTABLE.matcher(line).find()) {
      throw wrong(FlowFault.TEXT_CONTROL);
    }
    return line;
  }

  /** A text in one or more languages, English among them. */
  Text text() {
    Map<String, String> byLanguage = new LinkedHashMap<>();
    members()
        .forEach(
            (language, place) -> {
              if (!LANGUAGE.matcher(language).matches()) {
                throw wrong(FlowFault.LANGUAGE, printable(language));
              }
              byLanguage.put(language, place.line());
            });
    if (!byLanguage.containsKey("en")) {
      throw wrong(FlowFault.MISSING, "en");
    }
    return new Text(Map.copyOf(byLanguage));
  }
}
