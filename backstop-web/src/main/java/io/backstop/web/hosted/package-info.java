/**
 * What a customer's browser is shown: the frame of every hosted page, and what guards it.
 *
 * <p>Arrives: a request for {@code /cancel/*}, {@code /portal/*} or {@code /wall/*}. Leaves: a page
 * rendered by Faces from a {@link io.backstop.web.hosted.PageFrame} and the surface's own view of a
 * step, or a {@link io.backstop.web.hosted.Notice} that needs no Faces. Promise: no cookie and no
 * session; everything works without JavaScript; nothing happens on a GET; no form is taken that the
 * link's own page did not send; pages may be framed by the link's opener and by nobody else.
 */
package io.backstop.web.hosted;
