/**
 * Holds the sandbox against Stripe's own API description. Exchanges and events arrive; a list of
 * violations and a count of checks leave. Other modules' tests use it, too.
 */
package io.backstop.sandbox.description;
