/**
 * The one place that drives axe-core, for the tests of the script and of the assembled archives.
 *
 * <p>Arrives: a frame of a page. Leaves: what is wrong there. Needs nothing but Playwright and
 * axe-core, since it is also published as a jar of tests.
 */
package io.backstop.axe;
