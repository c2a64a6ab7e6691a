package io.backstop.workspace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Origins as a person types them, one a line: a slash at the end, capitals and a usual port are
 * forgiven. Plain http is for this machine only.
 *
 * @param origins as browsers write them, each once
 * @param wrong the lines that are none
 */
public record OriginList(List<String> origins, List<String> wrong) {

  private static final Pattern ORIGIN =
      Pattern.compile(
          "(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|\\[::1])(?::([1-9][0-9]{0,4}))?/?");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Reads lines, or what commas part. */
  public static OriginList read(String typed) {
    Set<String> origins = new LinkedHashSet<>();
    List<String> wrong = new ArrayList<>();
    for (String line : typed.split("[\\r\\n,]+")) {
      String text = line.strip();
      Matcher parts = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
      if (text.isEmpty()) {
        continue;
      }
      if (!parts.matches() || !isFit(parts)) {
        wrong.add(text.length() > 60 ? text.substring(0, 60) + "…" : text);
      } else {
        origins.add(serialised(parts));
      }
    }
    return new OriginList(List.copyOf(origins), wrong);
  }

  private static boolean isFit(Matcher parts) {
    boolean reachable = parts.group(1).equals("https") || LOOPBACK.contains(parts.group(2));
    return reachable && (parts.group(3) == null || Integer.parseInt(parts.group(3)) < 65_536);
  }

  private static String serialised(Matcher parts) {
    String usual = parts.group(1).equals("https") ? "443" : "80";
    String port =
        parts.group(3) == null || parts.group(3).equals(usual) ? "" : ":" + parts.group(3);
    return parts.group(1) + "://" + parts.group(2) + port;
  }
}
