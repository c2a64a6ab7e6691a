package io.backstop.brand;

import java.util.Locale;

/**
 * Why a style sheet is not taken, and where.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param subject the name or text that is at fault, at most 60 characters; may be empty
 */
public record Flaw(int line, int column, Reason reason, String subject) {

  /** What can be wrong; the sentence is for programs, pages have their own words for the name. */
  public enum Reason {
    TOO_LARGE("A style sheet may have 64 KiB at most."),
    NOT_TEXT("This character has no place in a style sheet; retype it."),
    UNFINISHED("Something opened here is never closed, or closed without being opened."),
    TOO_DEEP("Brackets and rules may be nested 16 deep at most."),
    TOO_MANY("There are too many of these; write fewer."),
    NOT_CSS("This is not a rule or a declaration; check the punctuation."),
    AT_RULE("This at-rule is not allowed."),
    NOT_ROOTED("Begin each selector with one of the classes that start with bs-."),
    SELECTOR("This part of a selector is not allowed."),
    PROPERTY("This property is not allowed."),
    VALUE("This value is not allowed here."),
    FUNCTION("This function is not allowed here."),
    ADDRESS("Style sheets load nothing; only an uploaded logo, url(/brand/….png), is allowed."),
    NUMBER("This number is too large, or its unit is not known."),
    TOO_SMALL("Text may not be smaller than 10 pixels."),
    NEGATIVE("A negative distance may be 16 pixels or 1 rem at most, written as a plain length."),
    HIDES("Only the logo, the footer and illustrations may be hidden."),
    COVERS("Only ::before and ::after may be placed freely; nothing may cover the page."),
    WORDS("Texts may be added to notes, quotes, titles, texts and the footer only."),
    FOCUS("Whoever uses a keyboard must see where he is: keep the outline."),
    STRIKES("Texts may be underlined, and not struck through."),
    SYMBOLS("This font shows symbols in the place of letters."),
    OURS("Names that start with bs- are Backstop's own."),
    ENDLESS("These custom properties grow too long when they are put in.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** For example {@code not_rooted}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** In English: what is wrong, and what to do. */
  public String sentence() {
    return reason.sentence;
  }
}
