/**
 * A stand-in for Stripe.js, so that card steps can be run without the network: the script, the
 * frame with the card fields, the frame that plays 3-D Secure. It has the promise shapes of
 * Stripe.js and none of its looks; real Elements cannot be run offline.
 */
package io.backstop.sandbox.elements;
