/**
 * The cancel flow's page: each step worded for the customer.
 *
 * <p>Arrives: a {@code HostedCall}. Leaves: a rendered {@link io.backstop.flow.cancel.CancelStep},
 * or a {@link io.backstop.flow.cancel.Choice} for the flow. Promise: the page words and formats,
 * and decides nothing; amounts and dates are the quote's own; no mail and no access is promised
 * that the flow does not know of.
 */
package io.backstop.web.hosted.cancel;
