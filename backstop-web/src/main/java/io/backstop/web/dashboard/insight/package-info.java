/**
 * What a merchant sees of how it goes.
 *
 * <p>Arrives: a {@link io.backstop.web.dashboard.DashboardCall} of a member who may look. Leaves: a
 * page. Promise: numbers come from what was recorded, and each is defined on its page.
 */
package io.backstop.web.dashboard.insight;
