package io.backstop.web.hosted;

/** The pages that stand alone: the same for everybody, and there when nothing else is. */
enum Notice {
  /** No such page; a link that is spent, over, revoked or never was. One page for all of them. */
  GONE,
  /** A form that another site sent, or that has lost its key. */
  FORGED,
  /** A form of a step that the visit has left. */
  STALE,
  /** A form larger than any of ours. */
  TOO_LARGE,
  /** A method that the page does not know. */
  METHOD,
  /** Something we depend on does not answer; nothing has changed. */
  BUSY,
  /** Our fault. */
  BROKEN;

  /** The stem of its texts in the bundle. */
  String key() {
    return "notice." + name().toLowerCase(java.util.Locale.ROOT);
  }
}
