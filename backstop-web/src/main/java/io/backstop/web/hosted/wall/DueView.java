package io.backstop.web.hosted.wall;

import io.backstop.web.hosted.StepView;
import java.util.List;

/**
 * What is owed, and the ways to settle it. What is absent is an empty text.
 *
 * @param note what became of the last press
 * @param text what failed, and with which card
 * @param amount all of it
 * @param bills each of it; more than one only where there are several
 * @param next what happens if nothing is done
 * @param cards those on file
 * @param due what the forms pay, as it is sent back
 * @param exits one for each subscription concerned
 * @param newCard where the step that takes a new card is
 */
public record DueView(
    String title,
    String note,
    String text,
    String amount,
    List<Bill> bills,
    String next,
    List<Choice> cards,
    String pay,
    String act,
    String due,
    List<Exit> exits,
    String wayOut,
    String wayOutLabel,
    String newCard)
    implements StepView {

  /** One invoice. */
  public record Bill(String name, String amount) {}

  /**
   * A card on file.
   *
   * @param failed whether it is the one that was refused
   */
  public record Choice(String id, String name, String expiry, boolean failed, boolean picked) {}

  /** The way to the cancel flow of one subscription. */
  public record Exit(String subscription, String label) {}

  @Override
  public String name() {
    return "wall";
  }

  @Override
  public String template() {
    return "wall/due.xhtml";
  }
}
