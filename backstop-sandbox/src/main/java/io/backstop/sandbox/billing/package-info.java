/**
 * What Stripe Billing does with money: cards, intents, discounts, prorations, invoices,
 * subscriptions, schedules. Typed parameters arrive, changed objects and events leave. Amounts are
 * integers in the currency's smallest unit, times are epoch seconds; a rule works under the
 * account's lock and never waits.
 *
 * <p>The states and transitions follow Stripe's documentation. The order of events inside one
 * request and the wording of descriptions are from general knowledge, not measured.
 */
package io.backstop.sandbox.billing;
