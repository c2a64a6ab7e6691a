package io.backstop.web.dashboard.insight;

import java.util.Optional;

/**
 * One cell of a {@link Grid}.
 *
 * @param href where it leads; an empty text for nowhere
 * @param kind {@code text}, {@code id}, {@code number} or {@code quiet}
 */
public record Cell(String text, String href, String kind) {

  static Cell of(String text) {
    return new Cell(text, "", "text");
  }

  static Cell of(Optional<String> text) {
    return of(text.orElse("–"));
  }

  /** A moment, or what else is read second. */
  static Cell quiet(String text) {
    return new Cell(text, "", "quiet");
  }

  static Cell number(String text) {
    return new Cell(text, "", "number");
  }

  /** An id that nobody reads but everybody copies. */
  static Cell id(String id) {
    return new Cell(id, "", "id");
  }

  static Cell link(String text, String href) {
    return new Cell(text, href, "text");
  }
}
