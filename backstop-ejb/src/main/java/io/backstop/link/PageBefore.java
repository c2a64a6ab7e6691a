package io.backstop.link;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/**
 * The page that a link was made from. There are two at most on the way to one: portal, wall,
 * cancel.
 *
 * @param open whether it can still be gone back to
 * @param revoked whether it, or the one before it, was revoked. A portal link that has outlived its
 *     time is retired in the same column, at the end of its time or later: that is none
 */
record PageBefore(boolean open, boolean revoked) {

  private static final PageBefore NONE = new PageBefore(false, false);

  private static final String REVOKED =
      "(parent.revoked_at < parent.expires_at OR root.revoked_at < root.expires_at)";

  private static final String PAGES =
      " FROM hosted_link parent LEFT JOIN hosted_link root"
          + " ON root.workspace_id = parent.workspace_id AND root.link_id = parent.parent_link_id";

  private static final String OF_LINK =
      "SELECT parent.spent_at IS NULL AND parent.revoked_at IS NULL AND parent.expires_at > :now"
          + " AS open, COALESCE("
          + REVOKED
          + ", false) AS revoked"
          + PAGES
          + " WHERE parent.workspace_id = :workspace AND parent.link_id = :parent";

  /** Of an UPDATE of links: those that are revoked neither themselves nor with a page before. */
  static final String NOT_REVOKED =
      " AND revoked_at IS NULL AND NOT EXISTS (SELECT 1"
          + PAGES
          + " WHERE parent.workspace_id = hosted_link.workspace_id"
          + " AND parent.link_id = hosted_link.parent_link_id AND "
          + REVOKED
          + ")";

  /** One statement for a link that was made from another page, none for others. */
  static PageBefore of(StoredLink link, EntityManager links, Instant now) {
    if (link.parentLinkId() == null) {
      return NONE;
    }
    List<?> rows =
        links
            .createNativeQuery(OF_LINK)
            .setParameter("now", now)
            .setParameter("workspace", link.workspaceId())
            .setParameter("parent", link.parentLinkId())
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new PageBefore((Boolean) row[0], (Boolean) row[1]))
        .findFirst()
        .orElse(NONE);
  }
}
