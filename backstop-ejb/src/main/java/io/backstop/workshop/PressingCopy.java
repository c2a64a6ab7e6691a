package io.backstop.workshop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Knows copy that shames or presses: the phrases of {@code flows/pressing-copy.txt}. A list is
 * blunt, and everybody can read what is on it and why his text was refused; a judgement that nobody
 * can look up would be neither.
 */
final class PressingCopy {

  private static final Map<String, Pattern> PHRASES = phrases();

  private PressingCopy() {}

  /** The first phrase of the list that {@code text} has; in any language, whichever it is for. */
  static Optional<String> in(String text) {
    String words = words(text);
    return PHRASES.entrySet().stream()
        .filter(phrase -> phrase.getValue().matcher(words).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Words in lower case with one space around each; apostrophes join what they stand in. */
  private static String words(String text) {
    // Before normalizing, which makes a space and a mark of a lone accent.
    String joined = text.replaceAll("[\\p{Cf}'’‘ʼ`´]", "");
    String plain =
        Normalizer.normalize(joined, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
            .strip();
    return " " + plain + " ";
  }

  private static Map<String, Pattern> phrases() {
    Map<String, Pattern> phrases = new LinkedHashMap<>();
    try (InputStream in = PressingCopy.class.getResourceAsStream("/flows/pressing-copy.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(line -> phrases.put(line, pattern(line)));
    } catch (IOException e) {
      throw new UncheckedIOException("the list is part of this archive", e);
    }
    return phrases;
  }

  private static Pattern pattern(String phrase) {
    String words = phrase.replace(" * ", "(?: [^ ]+){0,4} ");
    return Pattern.compile(" " + words + " ");
  }
}
