/**
 * The one place that knows which browser tests drive, and with which flags.
 *
 * <p>Arrives: nothing. Leaves: a browser of Playwright's. Needs nothing but Playwright, since it is
 * also published as a jar of tests.
 */
package io.backstop.chromium;
