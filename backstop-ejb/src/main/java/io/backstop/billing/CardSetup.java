package io.backstop.billing;

/**
 * A set-up of a card that a page may carry on in the customer's browser.
 *
 * @param id {@code seti_…}
 * @param clientSecret lets its bearer finish this set-up; in the page and nowhere else
 */
public record CardSetup(String id, String clientSecret) {

  @Override
  public String toString() {
    return "CardSetup[" + id + "]";
  }
}
