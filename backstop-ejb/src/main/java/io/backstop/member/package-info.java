/**
 * Who may sign in to the dashboard, what each may do there, and who has done what.
 *
 * <p>Arrives: a mail address and a password, or the value of a session's cookie. Leaves: a {@link
 * io.backstop.member.Member} and, for a workspace, his {@link io.backstop.member.Seat}. Promise: no
 * password and no session's value is stored; what a role may do stands in {@link
 * io.backstop.member.Right} and nowhere else; every change writes its line of the audit log in its
 * own transaction; a workspace that has an owner keeps one.
 */
package io.backstop.member;
