/**
 * The failed-payment wall: what a customer owes, and the ways to settle it.
 *
 * <p>Arrives: a {@link io.backstop.link.FlowPass} of the payment wall, and what the customer
 * presses. Leaves: a {@link io.backstop.flow.wall.WallStep}, payments and card changes through
 * {@link io.backstop.billing.CardDesk}, a link to the cancel flow. Promise: what is shown is what
 * Stripe has; nobody is kept out on a guess; the exit is always open.
 */
package io.backstop.flow.wall;
