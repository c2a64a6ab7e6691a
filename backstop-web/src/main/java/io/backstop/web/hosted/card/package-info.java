/**
 * The step that takes a new card, on whichever surface it stands, and what all surfaces say of
 * cards.
 *
 * <p>Arrives: a customer who wants another card to be charged. Leaves: the id of a set-up that his
 * browser says it has finished, for a surface to ask Stripe about. Promise: card details go from
 * the browser to Stripe and touch nothing of ours; who cannot type a card here (no script, blocked,
 * no key) is told so, and led to Stripe's own page where an invoice is open.
 */
package io.backstop.web.hosted.card;
