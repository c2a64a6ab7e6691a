package io.backstop.brand;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a style sheet.
 *
 * @param flaws in the order of the text; empty: it can be saved
 * @param sheet what customers are served; empty where there is a flaw, or nothing to serve
 */
public record Checked(List<Flaw> flaws, Optional<CustomSheet> sheet) {

  /** Whether it can be saved. */
  public boolean isValid() {
    return flaws.isEmpty();
  }
}
