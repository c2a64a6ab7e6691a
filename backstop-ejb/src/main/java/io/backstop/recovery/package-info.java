/**
 * Failed payments, from the first refusal to the end.
 *
 * <p>Arrives: each new reading of a customer, and the question whether he owes. Leaves: campaigns,
 * one an invoice, opened and closed in the transaction that stores the reading; and yes or no.
 * Promise: nobody who does not owe is ever said to; when it cannot be known, the answer is no.
 */
package io.backstop.recovery;
