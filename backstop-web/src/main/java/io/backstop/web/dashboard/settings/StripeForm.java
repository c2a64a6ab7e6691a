package io.backstop.web.dashboard.settings;

import io.backstop.member.StripeDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.workspace.StripeKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keys and account as somebody typed them.
 *
 * @param free the settings that may be typed at all
 * @param secret an empty text: the one that is there stays
 */
record StripeForm(Set<String> free, String secret, String publishable, String account) {

  static StripeForm of(DashboardCall call, Set<String> free) {
    Function<String, String> field = key -> free.contains(key) ? call.field(key).strip() : "";
    return new StripeForm(
        free,
        field.apply(StripeDesk.SECRET_KEY),
        field.apply(StripeDesk.PUBLISHABLE_KEY),
        field.apply(StripeDesk.ACCOUNT));
  }

  /**
   * By setting, the key of what is wrong with what was typed.
   *
   * @param before the secret key that is in force
   * @param pinned the publishable key where none may be typed
   */
  Map<String, String> faults(Optional<String> before, Optional<String> pinned) {
    Map<String, String> wrong = new HashMap<>();
    if (!secret.isEmpty() && !StripeKeys.isSecret(secret)) {
      wrong.put(
          StripeDesk.SECRET_KEY,
          StripeKeys.isPublishable(secret)
              ? "error.stripe.secret-is-publishable"
              : "error.stripe.secret");
    }
    if (!publishable.isEmpty() && !StripeKeys.isPublishable(publishable)) {
      wrong.put(
          StripeDesk.PUBLISHABLE_KEY,
          StripeKeys.isGuarded(publishable)
              ? "error.stripe.publishable-is-secret"
              : "error.stripe.publishable");
    }
    if (!account.isEmpty() && !StripeKeys.isAccount(account)) {
      wrong.put(StripeDesk.ACCOUNT, "error.stripe.account");
    }
    if (wrong.isEmpty() && modesDiffer(before, pinned)) {
      wrong.put(
          free.contains(StripeDesk.PUBLISHABLE_KEY)
              ? StripeDesk.PUBLISHABLE_KEY
              : StripeDesk.SECRET_KEY,
          "error.stripe.modes");
    }
    return wrong;
  }

  private boolean modesDiffer(Optional<String> before, Optional<String> pinned) {
    Optional<String> one =
        (secret.isEmpty() ? before : Optional.of(secret)).flatMap(StripeKeys::mode);
    Optional<String> other =
        (free.contains(StripeDesk.PUBLISHABLE_KEY) ? Optional.of(publishable) : pinned)
            .flatMap(StripeKeys::mode);
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  /** What is to be saved and is no secret. */
  Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    values.put(StripeDesk.PUBLISHABLE_KEY, publishable);
    values.put(StripeDesk.ACCOUNT, account);
    values.keySet().retainAll(free);
    return values;
  }

  /** What may be shown again: a secret that strayed into another field may not. */
  static String shown(String typed) {
    return StripeKeys.isGuarded(typed) ? "" : typed;
  }

  @Override
  public String toString() {
    return "StripeForm[…]";
  }
}
