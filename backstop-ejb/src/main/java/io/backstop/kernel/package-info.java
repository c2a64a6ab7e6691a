/**
 * The few words every station shares: identifiers with their grammar, refusals, the clock.
 *
 * <p>Arrives: nothing. Leaves: value types whose constructors check. Promise: nothing here knows a
 * database, HTTP, Stripe or a configuration; whatever is not needed by at least two stations does
 * not belong here.
 */
package io.backstop.kernel;
