package io.backstop.domain;

import java.net.IDN;
import java.util.EnumSet;
import java.util.Set;

/**
 * A host that may become a custom domain; made by {@link HostGrammar} only.
 *
 * @param value A-labels, lower case, no dot at its end
 */
public record HostName(String value) {

  /** Where the proof stands. */
  public String proofName() {
    return "_backstop-verify." + value;
  }

  /**
   * For people to read: in letters, unless a label mixes scripts and could be taken for another
   * name.
   */
  public String shown() {
    String letters = IDN.toUnicode(value);
    for (String label : letters.split("\\.")) {
      Set<Character.UnicodeScript> scripts = EnumSet.noneOf(Character.UnicodeScript.class);
      label.codePoints().mapToObj(Character.UnicodeScript::of).forEach(scripts::add);
      scripts.remove(Character.UnicodeScript.COMMON);
      scripts.remove(Character.UnicodeScript.INHERITED);
      if (scripts.size() > 1) {
        return value;
      }
    }
    return letters;
  }

  @Override
  public String toString() {
    return value;
  }
}
