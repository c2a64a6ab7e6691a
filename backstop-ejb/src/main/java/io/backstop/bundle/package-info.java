/**
 * The signed bundle: what the merchant's backend vouches for.
 *
 * <p>Arrives: a {@link io.backstop.bundle.SignedBundle} as the caller sent it. Leaves: a {@link
 * io.backstop.bundle.VerifiedBundle}. Promise: plain Java, no container, no I/O; the comparison
 * takes the same time whatever is wrong; half a bundle or a wrong signature is never taken for
 * none.
 */
package io.backstop.bundle;
