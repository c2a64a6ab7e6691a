/**
 * The merchant's dashboard: who is there, what he may do, and the pages.
 *
 * <p>Arrives: a request below {@code /dashboard}. Leaves: a page rendered by Faces from a {@link
 * io.backstop.web.dashboard.Shell} and a {@link io.backstop.web.dashboard.View}, or a redirect.
 * Promise: sessions are rows and a cookie, never the server's own; what a route asks for stands in
 * {@link io.backstop.web.dashboard.Route} and is checked in one place, {@link
 * io.backstop.web.dashboard.DashboardServlet}; nothing changes on a GET; no form is taken that
 * another site has sent; everything works without JavaScript.
 */
package io.backstop.web.dashboard;
