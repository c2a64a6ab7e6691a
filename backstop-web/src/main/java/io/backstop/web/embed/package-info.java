/**
 * {@code POST /api/embed/*}: a merchant's page or backend asks for a hosted link.
 *
 * <p>Arrives: bytes. Leaves: {@code {"url", "expires_at"}} or an error body. Promise: the checks
 * come in the order size, JSON, grammar, workspace, signature, window, origin, customer, and what a
 * later one would say never shows before an earlier one has passed; Stripe is not asked before the
 * signature is good.
 */
package io.backstop.web.embed;
