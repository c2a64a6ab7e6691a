package io.backstop.workshop;

import io.backstop.kernel.Refusal;
import java.util.List;
import java.util.Map;

/**
 * A draft taken apart for a form, whatever state it is in: nothing is required, nothing is checked,
 * a value of another type than expected is kept as its text. What a form sends is written back with
 * {@link #document}; what cannot be right yet ("ten" percent) stays as typed until it is.
 *
 * <p>Numbers are texts here. Members that format version 1 does not know are not kept.
 *
 * @param steps as written, for example {@code survey, offers, confirm}
 * @param title the survey's, by language
 */
public record FlowSketch(
    String name,
    List<String> steps,
    Map<String, String> title,
    List<ReasonSketch> reasons,
    List<StorySketch> stories,
    List<OfferSketch> offers,
    List<String> otherwise) {

  /** One answer to the survey; texts by language, empty texts where there are none. */
  public record ReasonSketch(
      String id,
      Map<String, String> label,
      String feedback,
      boolean comment,
      List<String> stories,
      List<String> offers) {}

  /** A customer's words. */
  public record StorySketch(String id, Map<String, String> quote, String author) {}

  /**
   * One offer. A type has only some of the members; the others are empty and are not written.
   *
   * @param then the offer after a declined one; empty: none
   * @param variants ids of the offers that stand in for this one with some customers
   */
  public record OfferSketch(
      String id,
      String type,
      Map<String, String> headline,
      Map<String, String> body,
      String percent,
      String months,
      String days,
      String price,
      Map<String, String> planName,
      String url,
      String then,
      List<String> variants,
      boolean once) {}

  /**
   * Takes {@code document} apart.
   *
   * @throws Refusal INVALID_FIELD when it is not one JSON object of at most 64 KiB and 16 levels
   */
  public static FlowSketch read(String document) {
    throw new UnsupportedOperationException();
  }

  /** The document that says this: JSON, indented, members in the order of the guide. */
  public String document() {
    throw new UnsupportedOperationException();
  }

  /**
   * This, with stand-ins for what is missing (a price, a text, an address) and without what cannot
   * be right, so that an unfinished draft can be walked through and looked at. For previews only.
   */
  public FlowSketch filledIn() {
    throw new UnsupportedOperationException();
  }
}
