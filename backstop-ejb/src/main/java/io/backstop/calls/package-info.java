/**
 * What arrived at the embed endpoint, for the merchant's engineer: counts a day, the last use of
 * each secret, the last calls, and why one was refused.
 *
 * <p>Arrives: a word from the endpoint after each call. Leaves: numbers and sentences' parts for
 * the dashboard. Promise: telling costs no statement and well below a microsecond; every node
 * writes its own every two seconds, so a crash loses two seconds of counts and nothing else; the
 * tables stay small whatever arrives; no signature, secret or mail address is kept.
 */
package io.backstop.calls;
