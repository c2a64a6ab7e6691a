package io.backstop.workspace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Stripe's keys and ids look like (Stripe docs: API keys, webhook signatures, Connect). What
 * an operator sets may look otherwise; this is asked of what is typed.
 */
public final class StripeKeys {

  private static final Pattern SECRET = Pattern.compile("(?:sk|rk)_(?:test|live)_\\w{8,240}");
  private static final Pattern PUBLISHABLE = Pattern.compile("pk_(?:test|live)_\\w{8,240}");
  private static final Pattern WEBHOOK = Pattern.compile("whsec_[A-Za-z0-9_+/=-]{8,240}");
  private static final Pattern ACCOUNT = Pattern.compile("acct_\\w{1,240}");
  private static final Pattern MODE = Pattern.compile("[a-z]+_(test|live)_.*", Pattern.DOTALL);
  private static final Pattern GUARDED = Pattern.compile("(?i)(?:sk|rk)_|whsec_");
  private static final int SHOWN = 4;

  /** Of a shorter one, its end would tell too much. */
  private static final int LEAST = 12;

  private StripeKeys() {}

  /** Whether it is a secret key, or a restricted one. */
  public static boolean isSecret(String text) {
    return SECRET.matcher(text).matches();
  }

  public static boolean isPublishable(String text) {
    return PUBLISHABLE.matcher(text).matches();
  }

  /** Whether it is what an endpoint's events are signed with. */
  public static boolean isWebhookSecret(String text) {
    return WEBHOOK.matcher(text).matches();
  }

  public static boolean isAccount(String text) {
    return ACCOUNT.matcher(text).matches();
  }

  /** Whether something in it must not be shown to anybody, wherever it was typed. */
  public static boolean isGuarded(String text) {
    return GUARDED.matcher(text).find();
  }

  /** {@code test} or {@code live}; empty where the key does not say. */
  public static Optional<String> mode(String key) {
    Matcher mode = MODE.matcher(key);
    return mode.matches() ? Optional.of(mode.group(1)) : Optional.empty();
  }

  /** The last four characters, to tell one secret from another; an empty text for a short one. */
  public static String ending(String secret) {
    return secret.length() < LEAST ? "" : secret.substring(secret.length() - SHOWN);
  }
}
