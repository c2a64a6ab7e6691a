package io.backstop.workshop;

import io.backstop.kernel.Refusal;
import java.util.List;
import java.util.Map;

/**
 * A draft taken apart for a form, whatever state it is in: nothing is required, nothing is checked,
 * a value of another type than expected is kept as its text. What a form sends is written back with
 * {@link #document}; what cannot be right yet ("ten" percent) stays as typed until it is.
 *
 * <p>Numbers are texts here; texts that people read are maps from language to text. Members that
 * format version 1 does not know are not kept, and {@code survey.required} is not either: a form
 * has no way to ask for it. Nothing is {@code null}.
 *
 * @param steps as written, for example {@code survey, offers, confirm}
 * @param title the survey's
 */
public record FlowSketch(
    String name,
    List<String> steps,
    Map<String, String> title,
    List<ReasonSketch> reasons,
    List<StorySketch> stories,
    List<OfferSketch> offers,
    List<String> otherwise) {

  /** One answer to the survey. */
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
   * One offer. A type has only some of the members; those that it does not have are not written.
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

  /** Whether {@link #read} takes it apart: one JSON object of at most 64 KiB and 16 levels. */
  public static boolean isReadable(String document) {
    return SketchReader.object(document).isPresent();
  }

  /**
   * Takes {@code document} apart.
   *
   * @throws Refusal INVALID_FIELD when it is not one JSON object of at most 64 KiB and 16 levels
   */
  public static FlowSketch read(String document) {
    return SketchReader.object(document)
        .map(SketchReader::sketch)
        .orElseThrow(
            () ->
                Refusal.ofField(
                    "", "the document: one JSON object of at most 64 KiB and 16 levels is read"));
  }

  /** The document that says this: JSON, indented, members in the order of the guide. */
  public String document() {
    return SketchWriter.document(this);
  }

  /**
   * This, with stand-ins for what is missing (a price, a text, an address) and without what cannot
   * be right, so that an unfinished draft can be walked through and looked at. For previews only:
   * {@code Simulation} accepts its document, whatever the draft is.
   */
  public FlowSketch filledIn() {
    return Stopgap.of(this);
  }
}
