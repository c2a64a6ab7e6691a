/**
 * A merchant's own host for his customers' pages.
 *
 * <p>Arrives: a host as somebody typed it, and what DNS says of it. Leaves: the host that new links
 * stand on (the setting {@code domain.host}) and which workspace an asked host belongs to. Promise:
 * a host serves one workspace, and only after that workspace has proved in DNS that the host is its
 * own; a silent DNS never turns a domain on or off; no DNS is asked inside a transaction.
 */
package io.backstop.domain;
