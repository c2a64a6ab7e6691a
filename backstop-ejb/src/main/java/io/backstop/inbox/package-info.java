/**
 * What Stripe tells us.
 *
 * <p>Arrives: the bytes of a webhook, with their signature. Leaves: nothing but customers read anew
 * ({@link io.backstop.billing.Mirror#refresh}). An event is a hint that a customer has changed; it
 * is stored once, acknowledged, and its content thrown away, so that duplicates, any order and gaps
 * end in what Stripe has. Promise: an event that was acknowledged is followed by a reading that
 * began after it arrived, or stands parked for an operator to see; no customer, and no workspace,
 * holds up the others.
 */
package io.backstop.inbox;
