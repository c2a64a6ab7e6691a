package io.backstop.demo;

import io.backstop.demo.node.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out before anything is started whether every port is to be had. */
final class Ports {
  private record Wanted(String part, String variable, String address, int port) {}

  private final List<Wanted> wanted = new ArrayList<>();

  Ports want(String part, String variable, String address, int port) {
    wanted.add(new Wanted(part, variable, address, port));
    return this;
  }

  /** Refuses at the first port that two parts want, or that somebody else holds. */
  void check() throws LaunchRefused {
    Map<Integer, Wanted> seen = new HashMap<>();
    for (Wanted one : wanted) {
      Wanted other = seen.putIfAbsent(one.port(), one);
      if (other != null) {
        throw new LaunchRefused(
            ExitCode.BAD_SETTING,
            other.variable()
                + " and "
                + one.variable()
                + " are both "
                + one.port()
                + "; each part needs a port of its own.");
      }
      if (taken(one)) {
        throw new LaunchRefused(
            ExitCode.PORT_TAKEN,
            "Port "
                + one.port()
                + " on "
                + one.address()
                + " is taken, and "
                + one.part()
                + " needs it. End the program that holds it, or set "
                + one.variable()
                + " to a free port.");
      }
    }
  }

  private static boolean taken(Wanted one) {
    try (ServerSocket probe = new ServerSocket()) {
      // As the servers do: a connection of the last run that is still in TIME_WAIT is no obstacle.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(Loopback.parse(one.address()), one.port()));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
