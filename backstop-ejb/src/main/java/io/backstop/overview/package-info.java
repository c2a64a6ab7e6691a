/**
 * What a workspace's people steer by: how visits ended, what is owed, and what is set up.
 *
 * <p>Arrives: a workspace. Leaves: an {@link io.backstop.overview.Overview}. Promise: it only
 * reads, and each number is what its definition on the page says.
 */
package io.backstop.overview;
