/**
 * The API for programs: {@code /api/v1}.
 *
 * <p>Arrives: a call with a bearer token, or of a page of the dashboard whose member is signed in.
 * Leaves: JSON, or the error body that all of Backstop's endpoints have. Promise: one door ({@link
 * io.backstop.web.api.ApiDoor}) says who calls and for which workspace; a resource only ever sees
 * that workspace; what is saved here passes the same checks, and stands in the same audit log, as
 * what is saved in the dashboard.
 */
package io.backstop.web.api;
