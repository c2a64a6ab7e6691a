/**
 * The one door to PostgreSQL: the server's data source, the migrations, and what Hibernate must be
 * told that JPA has no word for.
 *
 * <p>Arrives: nothing. Leaves: a migrated database. Promise: two nodes starting together migrate
 * once; a node whose database is of a newer release refuses to start rather than write to it.
 */
package io.backstop.store;
