/**
 * Calls of the embed endpoints with the answers owed to them, for tests in one process and against
 * running servers.
 *
 * <p>Arrives: {@code corpus/embed-attacks.jsonl}. Leaves: methods, paths, headers and bytes to
 * send. Needs nothing but Jackson, since it is also published as a jar of tests.
 */
package io.backstop.corpus;
