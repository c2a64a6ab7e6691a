package io.backstop.demo.node;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What an address to bind to means for those who call it from this machine. */
public final class Loopback {
  private Loopback() {}

  /**
   * Whether only this machine can reach the address.
   *
   * @throws IllegalArgumentException if it is neither an IP literal nor {@code localhost}: a name
   *     could mean another address tomorrow
   */
  public static boolean only(String address) {
    return parse(address).isLoopbackAddress();
  }

  /** The host part of a URL for it: the wildcard addresses are reached at 127.0.0.1. */
  public static String reachable(String address) {
    InetAddress parsed = parse(address);
    if (parsed.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    return address.contains(":") ? "[" + address + "]" : address;
  }

  /** Parses without asking any name server. */
  public static InetAddress parse(String address) {
    boolean literal =
        address.matches("[0-9.]+") || address.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    if (!literal && !address.equals("localhost")) {
      throw new IllegalArgumentException("not an IP address: " + address);
    }
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address: " + address, e);
    }
  }
}
