package io.backstop.bundle;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bundle of correct grammar, not verified yet.
 *
 * @param subscription present exactly on the cancel surface
 * @param timestamp ten ASCII digits, epoch seconds; absent only in an unsigned bundle or one that
 *     misses it
 * @param signature what was sent as signature, of any length; its grammar is judged with its value
 *     so that a malformed one reads like a wrong one
 */
public record SignedBundle(
    Surface surface,
    WorkspaceSlug workspace,
    CustomerId customer,
    Optional<SubscriptionId> subscription,
    Optional<String> timestamp,
    Optional<String> signature) {

  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{10}");

  /**
   * Checks the grammar of each member in the contract's order.
   *
   * @param timestamp the digits as they stood in the request, or {@code null}
   * @throws Refusal INVALID_FIELD with the first member at fault
   */
  public static SignedBundle of(
      Surface surface,
      String workspace,
      String customer,
      String subscription,
      String timestamp,
      String signature) {
    require(WorkspaceSlug.isWellFormed(workspace), "workspace");
    require(CustomerId.isWellFormed(customer), "customer");
    boolean cancel = surface == Surface.CANCEL;
    require(!cancel || SubscriptionId.isWellFormed(subscription), "subscription");
    require(timestamp == null || TIMESTAMP.matcher(timestamp).matches(), "timestamp");
    require(timestamp != null || signature == null, "timestamp");
    return new SignedBundle(
        surface,
        new WorkspaceSlug(workspace),
        new CustomerId(customer),
        cancel ? Optional.of(new SubscriptionId(subscription)) : Optional.empty(),
        Optional.ofNullable(timestamp),
        Optional.ofNullable(signature));
  }

  private static void require(boolean holds, String param) {
    if (!holds) {
      throw Refusal.ofField(param, "the grammar of " + param);
    }
  }

  /** Whether the caller sent neither half of a signature. */
  public boolean unsigned() {
    return timestamp.isEmpty() && signature.isEmpty();
  }

  /** The text that the merchant's backend signs. */
  String signedText() {
    StringBuilder text = new StringBuilder(64).append(customer.value()).append('\n');
    subscription.ifPresent(id -> text.append(id.value()).append('\n'));
    return text.append(timestamp.orElseThrow()).toString();
  }

  @Override
  public String toString() {
    return "SignedBundle[" + surface + " of " + workspace + "]";
  }
}
