/**
 * Where Stripe's webhooks arrive. Promise: what is acknowledged has been stored; nothing is looked
 * into before its signature is good; Stripe is not asked while Stripe waits.
 */
package io.backstop.web.stripe;
