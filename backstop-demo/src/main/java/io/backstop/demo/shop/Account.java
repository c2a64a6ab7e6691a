package io.backstop.demo.shop;

/**
 * What the account page says about a subscription, in the words of the page.
 *
 * @param plan name and rhythm
 * @param price what is paid, and how often
 * @param status one or two words
 * @param next what happens next, and when; may be empty
 * @param card brand and last four digits
 */
record Account(String plan, String price, String status, String next, String card) {}
