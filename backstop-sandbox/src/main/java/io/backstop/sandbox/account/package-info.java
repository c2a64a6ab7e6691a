/**
 * One Stripe account and what it holds: objects, clock, events, destinations. A secret key arrives,
 * an account leaves, to be worked on by one thread at a time; work can be rehearsed or taken back.
 * Knows no billing rule and no HTTP.
 */
package io.backstop.sandbox.account;
