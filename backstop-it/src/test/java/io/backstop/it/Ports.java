package io.backstop.it;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Where servers may listen. */
public final class Ports {

  private Ports() {}

  /**
   * A port that a server may have. It is none of those that systems give to outgoing connections
   * (from 32,768 on at the least), of which another would be taken before the server has started;
   * nor are those that WildFly takes besides, up to two thousand above.
   */
  public static int free() throws IOException {
    for (int tries = 1; ; tries++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        if (tries == 100) {
          throw taken;
        }
      }
    }
  }
}
