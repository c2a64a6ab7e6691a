package io.backstop.web.dashboard.flows;

import java.util.List;

/**
 * What can be changed at one place of a flow.
 *
 * @param about what the place is for
 * @param findings what the lint says of the place and belongs to none of its fields
 * @param adds what can be added as new here, or {@code null}
 * @param removes what else changes when the place is removed, or {@code null} where it cannot be
 */
public record Form(
    String title,
    String about,
    List<Told> findings,
    List<Field> fields,
    List<Listing> lists,
    Field adds,
    String addLabel,
    List<String> removes) {

  /** A finding in words; {@code severity} is {@code error} or {@code warning}. */
  public record Told(String severity, String text) {}

  /** Whether there is anything to save. */
  public boolean saves() {
    return !fields.isEmpty();
  }
}
