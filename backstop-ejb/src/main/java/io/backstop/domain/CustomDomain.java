package io.backstop.domain;

import io.backstop.kernel.WorkspaceSlug;
import java.time.Instant;
import java.util.Optional;

/**
 * A workspace's claim of a host.
 *
 * @param id of the claim, not of the host: the proof is bound to it
 * @param checkedAt when DNS was last asked
 * @param seen what it said, one record a line; an empty text before that
 * @param misses how often in a row it answered, and the records were not there
 */
public record CustomDomain(
    WorkspaceSlug workspace,
    String id,
    HostName host,
    DomainState state,
    Optional<Instant> checkedAt,
    String seen,
    int misses) {}
