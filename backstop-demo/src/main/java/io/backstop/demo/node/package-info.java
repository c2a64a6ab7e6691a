/**
 * One Backstop node and its database, as child processes of this JVM.
 *
 * <p>What arrives: an archive, a port, the address of a database, settings. What leaves: a node
 * that answers its readiness probe, or {@link io.backstop.demo.node.NodeStartFailed} with the tail
 * of the server's log. Promises: everything binds to the address it was given and to nothing else;
 * no secret stands on a command line; what was started here ends with {@code close()}, and also
 * when this JVM dies without a word. Nothing here prints: the launcher's terminal and the
 * integration tests use the same classes.
 */
package io.backstop.demo.node;
