package io.backstop.bundle;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import java.util.Optional;

/**
 * A bundle that the workspace's rules let pass. Only {@link BundleVerifier} makes it.
 *
 * @param digest SHA-256 of the signature, present when signed: the same bundle has the same digest,
 *     and nobody makes the signature from it
 * @param signer which secret made it
 */
public record VerifiedBundle(
    Surface surface,
    CustomerId customer,
    Optional<SubscriptionId> subscription,
    Optional<byte[]> digest,
    Signer signer) {

  /** Whether the merchant's backend vouched for the customer. */
  public boolean signed() {
    return digest.isPresent();
  }

  @Override
  public String toString() {
    return "VerifiedBundle[" + surface + ", " + (signed() ? "signed" : "unsigned") + "]";
  }
}
