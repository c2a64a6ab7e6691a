package io.backstop.web.dashboard;

/**
 * A link that may be there.
 *
 * @param text what it says
 * @param href where it leads; an empty text: there is none
 */
public record Way(String text, String href) {

  static final Way NONE = new Way("", "");
}
