package io.backstop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void aTakenPortIsNamedWithItsSetting() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Ports ports =
          new Ports().want("Acme's shop", "BACKSTOP_SHOP_PORT", "127.0.0.1", other.getLocalPort());
      LaunchRefused refused = catchThrowableOfType(LaunchRefused.class, ports::check);
      assertThat(refused)
          .hasMessage(
              "Port "
                  + other.getLocalPort()
                  + " on 127.0.0.1 is taken, and Acme's shop needs it. End the program that holds"
                  + " it, or set BACKSTOP_SHOP_PORT to a free port.");
      assertThat(refused.exitCode()).isEqualTo(ExitCode.PORT_TAKEN);
    }
  }

  @Test
  void somebodyOnAllInterfacesHoldsItToo() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      Ports ports = new Ports().want("Backstop", "X", "127.0.0.1", other.getLocalPort());
      assertThat(catchThrowableOfType(LaunchRefused.class, ports::check)).isNotNull();
    }
  }

  @Test
  void twoPartsOnOnePortAreRefused() throws Exception {
    int free = free();
    Ports ports =
        new Ports()
            .want("Backstop", "BACKSTOP_HTTP_PORT", "127.0.0.1", free)
            .want("Acme's shop", "BACKSTOP_SHOP_PORT", "127.0.0.1", free);
    assertThat(catchThrowableOfType(LaunchRefused.class, ports::check))
        .hasMessageStartingWith("BACKSTOP_HTTP_PORT and BACKSTOP_SHOP_PORT are both " + free);
  }

  @Test
  void aFreePortIsLeftFree() throws Exception {
    int free = free();
    new Ports().want("Backstop", "BACKSTOP_HTTP_PORT", "127.0.0.1", free).check();
    assertThatCode(() -> new ServerSocket(free, 1, InetAddress.getByName("127.0.0.1")).close())
        .doesNotThrowAnyException();
  }

  private static int free() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
