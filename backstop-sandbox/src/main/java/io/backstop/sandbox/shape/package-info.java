/**
 * The words of Stripe's API: trees of JSON, objects at their defaults, lists, errors. What arrives
 * are plain values, what leaves are trees that the caller owns. Knows no account, no rule and no
 * HTTP.
 */
package io.backstop.sandbox.shape;
