package io.backstop.kernel;

/** The three things that a hosted link can open. */
public enum Surface {
  CANCEL("cancel", "cancel"),
  PORTAL("portal", "portal"),
  PAYMENT_WALL("payment-wall", "wall");

  private final String wireName;
  private final String path;

  Surface(String wireName, String path) {
    this.wireName = wireName;
    this.path = path;
  }

  /** The name in requests, messages and rows, for example {@code payment-wall}. */
  public String wireName() {
    return wireName;
  }

  /** The first segment of a hosted link's path, for example {@code wall}. */
  public String path() {
    return path;
  }

  /**
   * The surface of that wire name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Surface ofWireName(String wireName) {
    for (Surface surface : values()) {
      if (surface.wireName.equals(wireName)) {
        return surface;
      }
    }
    throw new IllegalArgumentException("not a surface");
  }
}
