/**
 * The cancel flow: survey, stories, offers, confirm.
 *
 * <p>Arrives: a {@code FlowPass} for the cancel surface and a {@link
 * io.backstop.flow.cancel.Choice}. Leaves: a {@link io.backstop.flow.cancel.CancelStep} to show.
 * Promise: from every step confirm is one choice away and from there cancellation is one more;
 * nothing in the survey is required; whatever breaks on the way, the way out stays open; "done" is
 * said only after Stripe has said so.
 */
package io.backstop.flow.cancel;
