/**
 * Who the merchant is: a workspace, its settings and its keys.
 *
 * <p>Arrives: a slug. Leaves: a {@link io.backstop.workspace.Workspace}, an immutable snapshot of
 * the settings. Promise: a setting changed anywhere is in force on every node within two seconds;
 * secrets rest encrypted under the operator's master key; nothing here is logged that a secret
 * could be in.
 */
package io.backstop.workspace;
