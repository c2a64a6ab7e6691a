/**
 * The customer portal: what a customer has and pays, and what he may change about it himself.
 *
 * <p>Arrives: a {@code FlowPass} for the portal and what the customer pressed. Leaves: a {@link
 * io.backstop.flow.portal.PortalStep} to show, or a link into the cancel flow. Promise: home is
 * shown from what is known, without asking Stripe; what is shown before a change is what the change
 * comes to; one form is one act, however often it is sent; "done" is said only after Stripe has
 * said so.
 */
package io.backstop.flow.portal;
