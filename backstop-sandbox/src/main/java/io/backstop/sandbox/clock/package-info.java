/**
 * Time at work: what falls due in an account, done in order. A moment arrives; renewals, trial
 * ends, retries, resumptions and ends leave, as the billing rules make them.
 */
package io.backstop.sandbox.clock;
