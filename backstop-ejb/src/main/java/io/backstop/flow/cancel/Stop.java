package io.backstop.flow.cancel;

/**
 * A place on the way through the flow. Its text form goes into rows and form keys: {@code survey},
 * {@code stories}, {@code offer.}<i>id</i>, {@code confirm}.
 *
 * @param offerId the offer's id, {@code null} at any other place
 */
record Stop(Kind kind, String offerId) {

  enum Kind {
    SURVEY,
    STORIES,
    OFFER,
    CONFIRM
  }

  static final Stop SURVEY = new Stop(Kind.SURVEY, null);
  static final Stop STORIES = new Stop(Kind.STORIES, null);
  static final Stop CONFIRM = new Stop(Kind.CONFIRM, null);

  private static final String OFFER_PREFIX = "offer.";

  static Stop offer(String id) {
    return new Stop(Kind.OFFER, id);
  }

  /** The stop of that text form. */
  static Stop parse(String text) {
    return switch (text) {
      case "survey" -> SURVEY;
      case "stories" -> STORIES;
      case "confirm" -> CONFIRM;
      default -> {
        if (!text.startsWith(OFFER_PREFIX)) {
          throw new IllegalArgumentException("not a stop");
        }
        yield offer(text.substring(OFFER_PREFIX.length()));
      }
    };
  }

  @Override
  public String toString() {
    return kind == Kind.OFFER
        ? OFFER_PREFIX + offerId
        : kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
