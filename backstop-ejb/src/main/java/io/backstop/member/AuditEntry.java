package io.backstop.member;

import java.time.Instant;

/**
 * One line of the audit log.
 *
 * @param actor the mail address, as it was then
 * @param action for example {@code secret.rotated}
 * @param subject what it was done to; never a secret
 * @param address the client's network address
 */
public record AuditEntry(
    String id, String actor, String action, String subject, String address, Instant at) {}
