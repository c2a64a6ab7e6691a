/**
 * Builds the browser half. What arrives: the modules under {@code src/main/js} and the types. What
 * leaves: {@code embed.js} and {@code embed/v1/}, minified, with their published hashes. Promise:
 * no Node, no network, the same bytes for the same sources, and never more than the size limit.
 *
 * <p>Runs at build time only; nothing of this package is in the archive.
 */
package io.backstop.sdk.bundle;
