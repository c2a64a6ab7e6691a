package io.backstop.bundle;

/** Which secret vouches for a bundle. */
public enum Signer {
  CURRENT,
  PREVIOUS,
  NOBODY;

  /** Where the secret stands among the live ones. */
  public int index() {
    return ordinal();
  }
}
