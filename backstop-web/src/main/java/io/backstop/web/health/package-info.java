/**
 * Whether this node lives, and whether it can do its work. For load balancers and orchestrators.
 */
package io.backstop.web.health;
