package io.backstop.link;

import io.backstop.bundle.VerifiedBundle;
import io.backstop.workspace.Workspace;
import java.net.URI;
import java.util.Optional;

/**
 * A verified bundle with where it came from.
 *
 * @param openerOrigin the browser origin that asked, when one did
 * @param returnUrl where the customer is to be sent back to, allowed already
 */
public record MintRequest(
    Workspace workspace,
    VerifiedBundle bundle,
    Optional<String> openerOrigin,
    Optional<URI> returnUrl) {}
