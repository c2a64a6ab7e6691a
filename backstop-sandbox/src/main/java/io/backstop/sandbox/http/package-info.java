/**
 * The door: HTTP in, HTTP out. What arrives is a request, what leaves is a typed {@link
 * io.backstop.sandbox.http.Call} for a resource, and its answer on the wire. Promises that nothing
 * reaches a resource that Stripe would refuse for its parameters, and that a request is carried out
 * at most once under its idempotency key.
 */
package io.backstop.sandbox.http;
