/**
 * Stripe's side of the counter, and the only package that knows Stripe's client library.
 *
 * <p>Arrives: what {@link io.backstop.billing.BillingGateway} asks. Leaves: the same station's
 * words, no type of Stripe's. Promise: short timeouts, no hidden retry, the idempotency key that
 * was given and no other; keys, mail addresses and Stripe's messages reach no log.
 */
package io.backstop.billing.stripe;
