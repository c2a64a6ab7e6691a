package io.backstop.member;

import io.backstop.kernel.WorkspaceSlug;
import java.time.Instant;
import java.util.Optional;

/**
 * A way in that was offered and not yet taken.
 *
 * @param workspace empty: every workspace that has no owner, for the first owner
 * @param mail empty: whoever holds the link says
 */
public record Invitation(
    Optional<WorkspaceSlug> workspace,
    String id,
    Optional<MailAddress> mail,
    Role role,
    String invitedBy,
    Instant expiresAt) {}
