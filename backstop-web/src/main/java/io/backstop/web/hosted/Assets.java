package io.backstop.web.hosted;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * The style sheets and scripts of our pages, read once, packed once, named by their content: a page
 * asks for exactly the text it was written for, and browsers keep it for good. Thread safe.
 */
@ApplicationScoped
public class Assets {

  private static final String DIRECTORY = "/assets/";
  private static final Map<String, String> TYPES =
      Map.of(
          "css",
          "text/css;charset=UTF-8",
          "js",
          "text/javascript;charset=UTF-8",
          "svg",
          "image/svg+xml");

  private final Map<String, Asset> byName = new TreeMap<>();
  private ServletContext context;

  /**
   * @param version changes with the content
   */
  record Asset(String type, String version, byte[] plain, byte[] packed) {}

  protected Assets() {}

  @Inject
  Assets(ServletContext context) {
    this.context = context;
  }

  @PostConstruct
  void read() {
    for (String path : context.getResourcePaths(DIRECTORY)) {
      String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
      if (type != null) {
        byName.put(path.substring(DIRECTORY.length()), asset(type, path));
      }
    }
  }

  Optional<Asset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Where a page finds {@code name}. */
  public String address(String name) {
    return context.getContextPath() + DIRECTORY + name + "?v=" + byName.get(name).version();
  }

  /** Where a page finds an uploaded logo. */
  String logo(String digest) {
    return context.getContextPath() + "/brand/" + digest + ".png";
  }

  private Asset asset(String type, String path) {
    try (InputStream in = context.getResourceAsStream(path)) {
      byte[] plain = in.readAllBytes();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(plain);
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
      return new Asset(type, HexFormat.of().formatHex(digest, 0, 8), plain, packed.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
