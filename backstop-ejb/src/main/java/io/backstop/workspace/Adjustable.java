package io.backstop.workspace;

import io.backstop.workspace.Workspace.CancelTiming;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
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
      Bounds.CANCEL_LINK,
      Adjustable::lifetime,
      workspace -> workspace.lifetimes().cancel().toString()),
  PORTAL_LINK(
      "portal.link-lifetime",
      Bounds.PORTAL_LINK,
      Adjustable::lifetime,
      workspace -> workspace.lifetimes().portal().toString()),
  WALL_LINK(
      "wall.link-lifetime",
      Bounds.WALL_LINK,
      Adjustable::lifetime,
      workspace -> workspace.lifetimes().wall().toString()),
  UNSIGNED_LINK(
      "unsigned.link-lifetime",
      Bounds.UNSIGNED_LINK,
      Adjustable::lifetime,
      workspace -> workspace.lifetimes().unsigned().toString()),
  CANCEL_TIMING(
      "cancel.timing",
      text -> word(Values.timing(text)),
      workspace -> word(workspace.cancel().timing())),
  OFFER_COOLDOWN(
      "cancel.offer-cooldown",
      Bounds.OFFER_COOLDOWN,
      Adjustable::cooldown,
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

  /**
   * How short and how long something may be.
   *
   * @param least included
   * @param most included
   */
  public record Bounds(Duration least, Duration most) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TEN_YEARS = DAY.multipliedBy(3_650);
    private static final Bounds CANCEL_LINK = new Bounds(MINUTE, DAY.multipliedBy(7));
    private static final Bounds PORTAL_LINK = new Bounds(Duration.ofHours(1), TEN_YEARS);
    private static final Bounds WALL_LINK = new Bounds(MINUTE, DAY.multipliedBy(7));

    /** Nobody has vouched for whoever holds one. */
    private static final Bounds UNSIGNED_LINK = new Bounds(MINUTE, DAY);

    private static final Bounds OFFER_COOLDOWN = new Bounds(Duration.ZERO, TEN_YEARS);

    private void check(Duration duration) {
      if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
        throw new IllegalArgumentException("shorter than " + least + " or longer than " + most);
      }
    }
  }

  private final String key;
  private final UnaryOperator<String> check;
  private final Function<Workspace, Object> inForce;
  private final Bounds bounds;

  Adjustable(String key, UnaryOperator<String> check, Function<Workspace, Object> inForce) {
    this(key, null, (text, none) -> check.apply(text), inForce);
  }

  Adjustable(
      String key,
      Bounds bounds,
      BiFunction<String, Bounds, String> check,
      Function<Workspace, Object> inForce) {
    this.key = key;
    this.check = text -> check.apply(text, bounds);
    this.inForce = inForce;
    this.bounds = bounds;
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

  private static String lifetime(String text, Bounds bounds) {
    Duration life = Duration.parse(text);
    bounds.check(life);
    return life.toString();
  }

  private static String cooldown(String text, Bounds bounds) {
    TemporalAmount span = Values.span(text);
    LocalDateTime start = LocalDate.EPOCH.atStartOfDay();
    bounds.check(Duration.between(start, start.plus(span)));
    return span.toString();
  }

  /** How short and how long it may be; empty where that is no question. */
  public Optional<Bounds> bounds() {
    return Optional.ofNullable(bounds);
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
