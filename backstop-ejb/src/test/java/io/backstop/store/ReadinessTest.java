package io.backstop.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ReadinessTest {

  private static Readiness of(DataSource dataSource) throws ReflectiveOperationException {
    Readiness readiness = new Readiness();
    Field database = Readiness.class.getDeclaredField("database");
    database.setAccessible(true);
    database.set(readiness, dataSource);
    return readiness;
  }

  @Test
  void aNodeIsReadyWhileTheDatabaseAnswers() throws Exception {
    assertThat(of(TestDatabase.fresh().dataSource()).databaseAnswers()).isTrue();
  }

  @Test
  void aNodeIsNotReadyWhenNobodyListens() throws Exception {
    PGSimpleDataSource nobody = new PGSimpleDataSource();
    nobody.setServerNames(new String[] {"127.0.0.1"});
    nobody.setPortNumbers(new int[] {freePort()});

    assertThat(of(nobody).databaseAnswers()).isFalse();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
