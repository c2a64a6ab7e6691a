package io.backstop.it;

import io.backstop.demo.node.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * What an operator puts in front of Backstop, as small as can be: ends TLS, says so in {@code
 * X-Forwarded-Proto} in place of what the browser says there, and hands the request, under the name
 * that the browser asked for, to one of the nodes. It calls from {@link Stage#PROXY}, the one
 * address that nodes believe.
 */
final class TlsProxy implements AutoCloseable {

  private final SSLServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile URI node;

  private TlsProxy(SSLServerSocket server, URI node) {
    this.server = server;
    this.node = node;
  }

  static TlsProxy before(URI node) {
    try {
      SSLServerSocket server =
          (SSLServerSocket)
              context()
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      TlsProxy proxy = new TlsProxy(server, node);
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException("the proxy does not start", e);
    }
  }

  URI baseUri() {
    return URI.create("https://backstop.localhost:" + server.getLocalPort());
  }

  /** Hands what comes from now on to {@code other}. */
  void turnsTo(URI other) {
    node = other;
  }

  private static SSLContext context()
      throws IOException, GeneralSecurityException, InterruptedException {
    String password = "of a test";
    KeyStore keys = keys(password);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** A certificate of its own, by the JDK's keytool. */
  private static KeyStore keys(String password)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path directory = Files.createTempDirectory("tls");
    try {
      Path store = directory.resolve("proxy.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "proxy",
                  "-keyalg",
                  "RSA",
                  "-dname",
                  "CN=backstop.localhost",
                  "-ext",
                  "san=dns:backstop.localhost",
                  "-keystore",
                  store.toString(),
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  password)
              .redirectErrorStream(true)
              .start();
      keytool.getInputStream().readAllBytes();
      if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
        throw new IOException("keytool failed");
      }
      return KeyStore.getInstance(store.toFile(), password.toCharArray());
    } finally {
      PrivateFiles.deleteTree(directory);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket browser = (SSLSocket) server.accept();
        threads.execute(() -> serve(browser));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** One request a connection: enough for a test, and nothing to get wrong. */
  private void serve(SSLSocket browser) {
    URI target = node;
    try (browser;
        Socket backstop =
            new Socket(
                InetAddress.getByName(target.getHost()),
                target.getPort(),
                InetAddress.getByName(Stage.PROXY),
                0)) {
      InputStream in = browser.getInputStream();
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      OutputStream out = backstop.getOutputStream();
      out.write(forwarded(head).getBytes(StandardCharsets.ISO_8859_1));
      out.write(in.readNBytes(length(head)));
      out.flush();
      backstop.getInputStream().transferTo(browser.getOutputStream());
    } catch (IOException gone) {
      // A browser opens connections that it never uses, and leaves in the middle of others.
      return;
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      String text = head.toString(StandardCharsets.ISO_8859_1);
      if (text.endsWith("\r\n\r\n")) {
        return text;
      }
    }
    return "";
  }

  private static String forwarded(String head) {
    String kept =
        head.lines()
            .filter(line -> !line.isEmpty())
            .filter(line -> !line.toLowerCase(Locale.ROOT).matches("(connection|x-forwarded-).*"))
            .collect(Collectors.joining("\r\n"));
    return kept
        + "\r\nConnection: close\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.7"
        + "\r\n\r\n";
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
