package io.backstop.brand;

import java.util.List;

/**
 * What the selectors of a rule end in, which decides what the rule may say.
 *
 * @param free whether it holds nothing that a customer needs: it may be hidden
 * @param generated whether it is {@code ::before} or {@code ::after}
 * @param worded whether texts may be added to it
 * @param root whether it is {@code :root}, which holds custom properties and nothing else
 * @param apart whether nothing protected takes its colours from it
 * @param ground whether texts stand on it
 */
record Subject(
    boolean free, boolean generated, boolean worded, boolean root, boolean apart, boolean ground) {

  /** Of declarations that may stand anywhere, as those of keyframes do. */
  static final Subject ANY = new Subject(false, false, false, false, false, false);

  /** Of several selectors at once. */
  static Subject of(List<Subject> all) {
    return new Subject(
        all.stream().allMatch(Subject::free),
        all.stream().allMatch(Subject::generated),
        all.stream().allMatch(Subject::worded),
        all.stream().anyMatch(Subject::root),
        all.stream().allMatch(Subject::apart),
        all.stream().allMatch(Subject::ground));
  }
}
