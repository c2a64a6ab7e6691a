package io.backstop.domain;

/** Why a text is no host that can become a custom domain. */
public enum HostFault {
  EMPTY,
  /** A URL, a path, user information: more than a host. */
  NOT_A_HOST,
  PORT,
  ADDRESS,
  WILDCARD,
  UNDERSCORE,
  TRAILING_DOT,
  UPPER_CASE,
  TOO_LONG,
  /** Letters or dashes that no name may have, or that would be read as another name. */
  NOT_A_NAME,
  SINGLE_LABEL,
  /** A name that public DNS never has. */
  RESERVED,
  OURS,
  PUBLIC_SUFFIX,
  /** The domain itself: it cannot have a CNAME. */
  APEX
}
