/**
 * What stands before every door: who is calling, from where, and how often.
 *
 * <p>Promise: a client's address is what the socket says, unless a trusted proxy says otherwise;
 * one caller's refusals never slow another.
 */
package io.backstop.web.guard;
