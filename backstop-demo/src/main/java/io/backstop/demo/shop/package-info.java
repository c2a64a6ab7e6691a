/**
 * Acme's shop: what a merchant builds around Backstop, in as few lines as it takes.
 *
 * <p>What arrives: Backstop's address and the workspace's embed secret. What leaves: an account
 * page whose buttons open Backstop's surfaces, by embed.js and by redirect, and which shows what
 * came back. Promises: the secret stays on this side, only signatures reach the browser; what comes
 * back in a URL is believed only with Backstop's signature on it; the page lives under a strict
 * Content-Security-Policy, as a merchant's would.
 */
package io.backstop.demo.shop;
