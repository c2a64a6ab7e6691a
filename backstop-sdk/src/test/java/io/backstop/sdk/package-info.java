/**
 * Proves embed.js where it runs: in Chromium, on a merchant's page of one site with a Backstop host
 * of another. What arrives: the built bundle. What leaves: nothing but verdicts; every test has its
 * own servers on free loopback ports and its own browser context.
 */
package io.backstop.sdk;
