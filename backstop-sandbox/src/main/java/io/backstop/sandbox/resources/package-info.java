/**
 * Stripe's resources, one class each: a {@link io.backstop.sandbox.http.Call} with typed parameters
 * arrives, the object as it then is leaves. Each works under the account's lock and leaves money to
 * the billing rules.
 */
package io.backstop.sandbox.resources;
