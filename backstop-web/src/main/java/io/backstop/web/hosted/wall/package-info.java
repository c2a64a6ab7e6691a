/**
 * The failed-payment wall's pages.
 *
 * <p>Arrives: a {@link io.backstop.flow.wall.WallStep}. Leaves: what the customer reads and
 * presses. Promise: says what failed, what is owed and what happens if nothing is done; never says
 * "paid" or "declined" of what Stripe has not said; the way out is on the page, whether the wall is
 * hard or not.
 */
package io.backstop.web.hosted.wall;
