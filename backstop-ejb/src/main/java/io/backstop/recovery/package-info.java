/**
 * Failed payments, from the first refusal to the end.
 *
 * <p>Arrives: the question whether a customer owes. Leaves: yes or no. Promise: nobody who does not
 * owe is ever said to; when it cannot be known, the answer is no.
 */
package io.backstop.recovery;
