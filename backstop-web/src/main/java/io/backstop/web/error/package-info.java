/**
 * The one table that gives each refusal its status, type and sentence, and how it is written.
 *
 * <p>Arrives: a {@code Refusal}. Leaves: an answer for a program ({@link
 * io.backstop.web.error.Problem}). Promise: sentences say what to do and never repeat a secret, a
 * signature or what was sent; the request id in the answer stands in the log.
 */
package io.backstop.web.error;
