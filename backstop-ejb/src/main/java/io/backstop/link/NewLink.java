package io.backstop.link;

import java.time.Instant;

/** What is fresh about a link that is about to be written. */
record NewLink(String linkId, LinkToken token, Instant mintedAt, Instant expiresAt) {}
