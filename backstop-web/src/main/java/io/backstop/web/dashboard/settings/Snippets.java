package io.backstop.web.dashboard.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Signers and a page, as docs/guide/embed.md has them, for one workspace. No secret is in them. */
public final class Snippets {

  private static final List<Snippet> TEMPLATES =
      Stream.of("node", "python", "java").map(Snippets::template).toList();
  private static final String PAGE = read("page");

  private Snippets() {}

  /**
   * @param id of the tab
   */
  public record Snippet(String id, String label, String text) {}

  /** The signers, and the page last. */
  static List<Snippet> of(String workspace, String host) {
    return Stream.concat(TEMPLATES.stream(), Stream.of(new Snippet("page", "HTML", PAGE)))
        .map(s -> new Snippet(s.id(), s.label(), filled(s.text(), workspace, host)))
        .toList();
  }

  private static String filled(String text, String workspace, String host) {
    return text.replace("{{workspace}}", workspace).replace("{{host}}", host);
  }

  private static Snippet template(String id) {
    String label =
        switch (id) {
          case "node" -> "Node.js";
          case "python" -> "Python";
          default -> "Java";
        };
    return new Snippet(id, label, read(id));
  }

  private static String read(String id) {
    try (InputStream in = Snippets.class.getResourceAsStream("snippets/" + id + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
