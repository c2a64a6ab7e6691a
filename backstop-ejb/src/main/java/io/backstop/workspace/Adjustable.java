package io.backstop.workspace;

import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The settings that a merchant may save himself, each with the check that its text has to pass and
 * the value that is in force. Secrets, and what protects the installation, are not among them.
 */
public enum Adjustable {
  DISPLAY_NAME("display-name", Adjustable::name, Workspace::displayName),
  REQUIRE_SIGNATURE(
      "embed.require-signature",
      text -> Boolean.toString(Values.flag(text)),
      workspace -> workspace.embed().requireSignature()),
  UNSIGNED_UNTIL(
      "embed.unsigned-until",
      text -> Instant.parse(text).toString(),
      workspace -> text(workspace.embed().unsignedUntil())),
  ALLOWED_ORIGINS(
      "embed.allowed-origins",
      Adjustable::origins,
      workspace -> workspace.embed().allowedOrigins()),
  CANCEL_LINK(
      "cancel.link-lifetime",
      Adjustable::lifetime,
      workspace -> workspace.lifetimes().cancel().toString()),
  PORTAL_LINK(
      "portal.link-lifetime",
      Adjustable::lifetime,
      workspace -> workspace.lifetimes().portal().toString()),
  WALL_LINK(
      "wall.link-lifetime",
      Adjustable::lifetime,
      workspace -> workspace.lifetimes().wall().toString()),
  UNSIGNED_LINK(
      "unsigned.link-lifetime",
      Adjustable::lifetime,
      workspace -> workspace.lifetimes().unsigned().toString()),
  CANCEL_TIMING(
      "cancel.timing",
      text -> word(Values.timing(text)),
      workspace -> word(workspace.cancel().timing())),
  OFFER_COOLDOWN(
      "cancel.offer-cooldown",
      text -> Values.span(text).toString(),
      workspace -> workspace.cancel().offerCooldown().toString()),
  PORTAL_PLANS(
      "portal.plans",
      text -> String.join(",", Values.prices(text)),
      workspace -> workspace.portal().plans()),
  WALL_EXIT_URL(
      "wall.exit-url",
      text -> Values.wayOut(text).toString(),
      workspace -> text(workspace.wall().exitUrl())),
  WALL_EXIT_LABEL(
      "wall.exit-label", Adjustable::name, workspace -> text(workspace.wall().exitLabel())),
  BRAND_NAME("brand.name", Adjustable::name, workspace -> workspace.brand().name()),
  BRAND_COLOR("brand.color", Values::color, workspace -> workspace.brand().color()),
  BRAND_THEME(
      "brand.theme",
      text -> word(Values.theme(text)),
      workspace -> word(workspace.brand().theme()));

  private static final int LONGEST_NAME = 80;
  private static final Duration LONGEST_LIFE = Duration.ofDays(3_650);

  private final String key;
  private final UnaryOperator<String> check;
  private final Function<Workspace, Object> inForce;

  Adjustable(String key, UnaryOperator<String> check, Function<Workspace, Object> inForce) {
    this.key = key;
    this.check = check;
    this.inForce = inForce;
  }

  /** The setting of that key; empty when there is none that a merchant may save. */
  public static Optional<Adjustable> of(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /** Without the prefix, for example {@code brand.color}. */
  public String key() {
    return key;
  }

  /** What is in force: a text, a {@code Boolean}, or a list of texts; an empty text for none. */
  public Object inForce(Workspace workspace) {
    return inForce.apply(workspace);
  }

  /**
   * The text as it is saved. A list's elements are separated by commas.
   *
   * @throws IllegalArgumentException when it means nothing
   */
  public String checked(String text) {
    try {
      return check.apply(text.strip());
    } catch (java.time.DateTimeException | ArithmeticException unreadable) {
      throw new IllegalArgumentException("not in ISO 8601", unreadable);
    }
  }

  private static String name(String text) {
    if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("longer than a name, or with control characters");
    }
    return text;
  }

  private static String origins(String text) {
    OriginList list = OriginList.read(text);
    if (!list.wrong().isEmpty()) {
      throw new IllegalArgumentException("not an origin");
    }
    return String.join(",", list.origins());
  }

  private static String lifetime(String text) {
    Duration life = Duration.parse(text);
    if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
      throw new IllegalArgumentException("shorter than a minute, or longer than ten years");
    }
    return life.toString();
  }

  private static String word(Enum<?> value) {
    return value == CancelTiming.PERIOD_END ? "period-end" : value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  /** Whether it is a list of texts. */
  public boolean isList() {
    return List.of(ALLOWED_ORIGINS, PORTAL_PLANS).contains(this);
  }
}
