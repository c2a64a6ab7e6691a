/**
 * What a customer sees and chooses once a hosted link has let him in. Each surface is a package of
 * its own and knows nothing of the others.
 *
 * <p>Arrives: a {@code FlowPass} and a choice. Leaves: the next step to show. Promise: pages know
 * no rule; a surface knows no HTTP, no markup and no Stripe.
 */
package io.backstop.flow;
