package io.backstop.workspace;

import io.backstop.workspace.Workspace.CancelTiming;
import io.backstop.workspace.Workspace.Theme;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the texts of settings mean. Each throws {@link IllegalArgumentException}, or what the
 * platform throws, for a text that means nothing to it.
 */
final class Values {

  private Values() {}

  /** The words of MicroProfile Config's own converter for true, and their opposites. */
  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "y", "on" -> true;
      case "false", "0", "no", "n", "off" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  static int positive(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("not positive");
    }
    return number;
  }

  /** {@code PT60M} or {@code P400D}; more than nothing. */
  static Duration life(String text) {
    Duration life = Duration.parse(text);
    if (life.isNegative() || life.isZero()) {
      throw new IllegalArgumentException("not positive");
    }
    return life;
  }

  /** {@code P90D}, {@code P3M} or {@code PT36H}; not negative. */
  static TemporalAmount span(String text) {
    if (text.indexOf('T') >= 0) {
      Duration duration = Duration.parse(text);
      if (duration.isNegative()) {
        throw new IllegalArgumentException("negative");
      }
      return duration;
    }
    Period period = Period.parse(text);
    if (period.isNegative()) {
      throw new IllegalArgumentException("negative");
    }
    return period;
  }

  static CancelTiming timing(String text) {
    return switch (text) {
      case "period-end" -> CancelTiming.PERIOD_END;
      case "immediately" -> CancelTiming.IMMEDIATELY;
      default -> throw new IllegalArgumentException("neither period-end nor immediately");
    };
  }

  static Theme theme(String text) {
    return switch (text) {
      case "auto" -> Theme.AUTO;
      case "light" -> Theme.LIGHT;
      case "dark" -> Theme.DARK;
      default -> throw new IllegalArgumentException("none of auto, light, dark");
    };
  }

  static URI script(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || !("https".equals(uri.getScheme()) || isLoopback(uri))) {
      throw new IllegalArgumentException("neither https nor on this machine");
    }
    return uri;
  }

  private static boolean isLoopback(URI uri) {
    return "http".equals(uri.getScheme())
        && Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
  }

  static URI wayOut(String text) {
    URI uri = URI.create(text);
    return "mailto".equals(uri.getScheme()) && uri.getSchemeSpecificPart().contains("@")
        ? uri
        : https(text);
  }

  static List<String> prices(String text) {
    List<String> ids = LayeredConfig.split(text);
    if (!ids.stream().allMatch(id -> id.matches("[A-Za-z0-9_.-]{1,255}"))) {
      throw new IllegalArgumentException("not ids of prices, separated by commas");
    }
    return ids.stream().distinct().toList();
  }

  static URI https(String text) {
    URI uri = URI.create(text);
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("not an https address");
    }
    return uri;
  }

  static String digest(String text) {
    if (!text.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not the digest of an uploaded picture");
    }
    return text;
  }

  static String color(String text) {
    if (!text.matches("#[0-9A-Fa-f]{6}")) {
      throw new IllegalArgumentException("not #rrggbb");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
