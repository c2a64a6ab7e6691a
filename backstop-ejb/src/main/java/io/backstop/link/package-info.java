/**
 * From a verified bundle to a link that opens one surface once (or, for the portal, for long).
 *
 * <p>Arrives: a {@code VerifiedBundle}. Leaves: a {@code HostedLink} for the merchant's page, and
 * later, when its bearer comes back with it, a {@link io.backstop.link.FlowPass}. Promise: a token
 * is never stored in a form from which the link can be rebuilt without the server's key; spending
 * is one conditional update and has one winner.
 */
package io.backstop.link;
