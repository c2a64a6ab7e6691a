package io.backstop.member;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody signs in with. Only its outline is checked: whether mail arrives there shows when
 * some does.
 *
 * @param value in lower case, at most 254 characters
 */
public record MailAddress(String value) {

  private static final Pattern OUTLINE =
      Pattern.compile("[^\\s@<>\",;\\p{Cntrl}]{1,64}@[^\\s@<>\",;\\p{Cntrl}]{1,189}");

  public MailAddress {
    if (value == null || !OUTLINE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a mail address");
    }
  }

  /** Reads what was typed; empty when it is none. */
  public static Optional<MailAddress> of(String typed) {
    String text = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
    return OUTLINE.matcher(text).matches() ? Optional.of(new MailAddress(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
