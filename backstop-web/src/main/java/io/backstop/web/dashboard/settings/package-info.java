/**
 * What a workspace sets, and who sits in it: one room a page.
 *
 * <p>Arrives: a {@link io.backstop.web.dashboard.DashboardCall} of a member who may. Leaves: a
 * page, or a redirect to one. Promise: settings are saved explicitly and written to the audit log;
 * what the operator has pinned is shown as such and never changed; typed text is not lost on an
 * error.
 */
package io.backstop.web.dashboard.settings;
