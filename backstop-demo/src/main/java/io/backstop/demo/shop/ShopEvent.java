package io.backstop.demo.shop;

/**
 * One line of the page's "What happened".
 *
 * @param outcome how the visit ended, or {@code error}, or {@code forged}
 * @param session the visit's id; empty if there was none
 * @param text a sentence for the reader
 */
record ShopEvent(String outcome, String session, String text) {}
