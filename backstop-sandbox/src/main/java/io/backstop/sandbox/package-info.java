/**
 * A stateful double of Stripe, as a program and for tests. HTTP requests of Stripe's clients
 * arrive; answers in Stripe's shapes and signed events leave. It promises shapes and transitions
 * that hold against Stripe's API description and Stripe's own client library; the order of events
 * and the wording of messages are from general knowledge. It listens on the loopback interface only
 * and holds nothing real.
 */
package io.backstop.sandbox;
