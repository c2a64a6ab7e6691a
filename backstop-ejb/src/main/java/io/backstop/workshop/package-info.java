/**
 * What merchants make: cancel flows as drafts and published versions, and the traffic over them.
 *
 * <p>Arrives: a {@code Seat} and what its member typed. Leaves: a numbered text in {@code
 * flow_version}, and the setting {@code cancel.traffic}, which say what new visits begin with.
 * Promise: what two people type at once is never lost; a published version never changes; what the
 * lint calls an error is never published; every change writes its line of the audit log in its own
 * transaction; another workspace's flow is not there. Nothing of a customer's way depends on this
 * station.
 */
package io.backstop.workshop;
