/**
 * Cancel flows in the dashboard: the list, the templates, the editor with its preview, the walk
 * through a flow, publishing, versions and traffic.
 *
 * <p>Arrives: a {@link io.backstop.web.dashboard.DashboardCall} of a member who may. Leaves: a
 * page, a redirect to one, or one sample step in a frame. Promise: each edit is one form and one
 * revision of the draft; what somebody types is either in the draft or back on his page; a sample
 * opens no visit, asks no Stripe, and nothing on it can be pressed.
 */
package io.backstop.web.dashboard.flows;
