package io.backstop.web.guard;

/** Makes client addresses for other rooms' tests. */
public final class Addresses {

  private Addresses() {}

  /** Those proxies, separated by commas, are believed. */
  public static ClientAddress trusting(String proxies) {
    return new ClientAddress(proxies);
  }
}
