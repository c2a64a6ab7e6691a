/**
 * Events on their way out: an event and its account's destinations arrive, signed POSTs leave.
 * Promises no order and no single delivery, as Stripe promises none.
 */
package io.backstop.sandbox.webhook;
