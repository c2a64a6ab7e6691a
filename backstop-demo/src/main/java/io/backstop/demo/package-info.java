/**
 * The launcher: one command that starts PostgreSQL, the Stripe sandbox, Backstop and Acme's shop,
 * and ends all of them.
 *
 * <p>What arrives: environment variables. What leaves: addresses that answer, printed when all of
 * them do; or one sentence that says what to change, and an {@link io.backstop.demo.ExitCode}.
 * Promises: nothing is started before everything that can be checked has been; nothing outlives the
 * launcher, however it ends; nothing secret reaches a command line or the terminal, except what the
 * demo publishes on purpose.
 */
package io.backstop.demo;
