/**
 * What a merchant's staff look up: customers, their visits, their campaigns, one page at a time or
 * one at a time, and what they may do about a customer.
 *
 * <p>Arrives: a workspace, a filter, an id. Leaves: rows, latest first. Promise: nothing of another
 * workspace is ever found; a page is one statement along an index, however far down the list it
 * lies; an act is in the audit log or has not happened.
 */
package io.backstop.insight;
