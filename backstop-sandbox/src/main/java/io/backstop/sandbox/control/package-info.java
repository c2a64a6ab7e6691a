/**
 * The sandbox's own controls, for tests and demos: reset, clock, faults, fixtures, destinations,
 * and what has been received, sent and stored. JSON arrives, JSON leaves; Stripe has nothing like
 * it.
 */
package io.backstop.sandbox.control;
