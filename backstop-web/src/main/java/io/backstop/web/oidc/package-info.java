/**
 * The OpenID Connect provider that the operator has named: the authorization code flow with PKCE,
 * state and nonce (OpenID Connect Core 1.0, RFC 7636, RFC 9207), without a session and without a
 * row.
 *
 * <p>Arrives: a request that wants to sign in, later one that comes back from the provider. Leaves:
 * an address at the provider, later what it says of somebody. Promise: nothing of a token is
 * believed that the provider's keys have not signed for us, for this attempt, just now; no answer
 * is waited for longer than some seconds; while nothing is configured, nothing is asked.
 */
package io.backstop.web.oidc;
