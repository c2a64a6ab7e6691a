package io.backstop.link;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.workspace.Workspace;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What the bearer of a live hosted link may do: see and act on one customer of one workspace, on
 * one surface. Only {@code LinkGate} makes it.
 *
 * @param linkId the row; no secret
 * @param session the public id of this visit
 * @param subscription present on the cancel surface
 * @param signed whether the merchant's backend vouched for the customer
 * @param openerOrigin the browser origin that asked for the link, when one did
 * @param returnUrl where the terminal page leads back to, when the merchant gave it
 * @param cameFrom the page that this link was opened from, as a path from Backstop's root, while it
 *     is still there; it carries that page's token, so it goes into this bearer's page and nowhere
 *     else
 * @param formKey what every form of this link carries; only who has read the page knows it
 */
public record FlowPass(
    Workspace workspace,
    String linkId,
    Surface surface,
    SessionId session,
    CustomerId customer,
    Optional<SubscriptionId> subscription,
    boolean signed,
    Optional<String> openerOrigin,
    Optional<URI> returnUrl,
    Optional<URI> cameFrom,
    Instant expiresAt,
    String formKey) {

  @Override
  public String toString() {
    return "FlowPass[" + session + "]";
  }
}
