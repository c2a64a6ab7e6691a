/**
 * Tests of the assembled archives from outside, by HTTP and by a real browser: the WAR on two nodes
 * of Payara Micro and the EAR on WildFly, on one PostgreSQL and one Stripe sandbox. {@link
 * io.backstop.it.CancelRouteIT} is the first thing to read.
 */
package io.backstop.it;
