package io.backstop.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line of the corpus of style sheets, with {@code css} made where the line only says how.
 *
 * @param checks what has to hold on the page; names of the corpus
 * @param mustKeep patterns that what is served matches
 */
public record CssRecipe(
    String name,
    boolean benign,
    String category,
    String css,
    List<String> checks,
    List<String> mustKeep) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All lines, in their order. */
  public static List<CssRecipe> all() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                CssRecipe.class.getResourceAsStream("/corpus/custom-css-attacks.jsonl"),
                StandardCharsets.UTF_8))) {
      List<CssRecipe> all = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        all.add(of(JSON.readTree(line)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CssRecipe of(JsonNode line) {
    List<String> checks = new ArrayList<>();
    line.path("checks").forEach(group -> checks.addAll(texts(group)));
    return new CssRecipe(
        line.path("name").asText(),
        line.path("kind").asText().equals("benign"),
        line.path("category").asText(),
        made(line.path("css").asText()),
        checks,
        texts(line.path("must_keep")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(
        item -> {
          if (item.isTextual()) {
            texts.add(item.asText());
          }
        });
    return texts;
  }

  private static String made(String css) {
    if (!css.startsWith("@gen:")) {
      return css;
    }
    String recipe = css.substring("@gen:".length());
    int last = recipe.lastIndexOf(':');
    int n = Integer.parseInt(recipe.substring(last + 1));
    String head = recipe.substring(0, last);
    return switch (head.split(":")[0]) {
      case "repeat" -> head.substring("repeat:".length()).repeat(n);
      case "selectors" -> each(n, i -> ".bs-s" + i, ",") + "{color:red}";
      case "nest" -> ".bs-card{".repeat(n) + "color:red" + "}".repeat(n);
      case "parens" -> ".bs-card{width:calc" + "(".repeat(n) + "1px" + ")".repeat(n) + "}";
      case "is" -> ".bs-card" + ":is(".repeat(n) + ".bs-card" + ")".repeat(n) + "{color:red}";
      case "brackets" -> "[".repeat(n);
      case "varbomb" ->
          ".bs-card{--a0:x;"
              + each(n, i -> "--a" + (i + 1) + ":var(--a" + i + ") var(--a" + i + ")", ";")
              + "}";
      case "ident" -> ".bs-" + "a".repeat(n) + "{color:red}";
      case "unclosed-string" -> ".bs-note::after{content:\"" + "a".repeat(n);
      case "has" -> ".bs-card" + ":has(.bs-title)".repeat(n) + "{color:red}";
      case "shadows" -> ".bs-card{box-shadow:" + each(n, i -> "0 0 9px red", ",") + "}";
      case "benign-rules" -> each(n, i -> ".bs-r" + i + "{color:#123;margin:1px}", "\n");
      default -> throw new IllegalArgumentException(css);
    };
  }

  private static String each(int n, java.util.function.IntFunction<String> piece, String between) {
    return IntStream.range(0, n).mapToObj(piece).collect(Collectors.joining(between));
  }

  @Override
  public String toString() {
    return name;
  }
}
