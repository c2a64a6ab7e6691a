/**
 * What is asked of Stripe, and what became of it.
 *
 * <p>Arrives: a {@link io.backstop.billing.BillingOrder} about one subscription. Leaves: a {@link
 * io.backstop.billing.BillingReceipt}. Promise: the intent, its idempotency key and its exact
 * parameters are committed before Stripe hears of it; an answer that did not come is a state of its
 * own and is settled by reading Stripe, never by guessing; no effect happens twice. Stripe is never
 * called inside a transaction. Also here: the mirror of what Stripe has, so that pages render and
 * links are minted without a call.
 */
package io.backstop.billing;
