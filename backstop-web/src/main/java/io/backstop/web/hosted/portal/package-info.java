/**
 * The customer portal's pages: each step worded for the customer.
 *
 * <p>Arrives: a {@code HostedCall}. Leaves: a rendered {@link io.backstop.flow.portal.PortalStep},
 * or what was pressed for the flow; a form that has done something is answered with an address, so
 * that a reload repeats nothing. Promise: the page words and formats, and decides nothing; every
 * amount and day is Stripe's own; every control is a plain form or link.
 */
package io.backstop.web.hosted.portal;
