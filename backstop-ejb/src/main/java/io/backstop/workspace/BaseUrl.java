package io.backstop.workspace;

import java.net.URI;
import java.util.Optional;

/**
 * Where the world finds this installation: {@code backstop.base-url}.
 *
 * @param value scheme and host, and a port if need be; without a slash at the end
 */
public record BaseUrl(String value) {

  /** As the configuration has it this moment. */
  public static BaseUrl of(LayeredConfig config) {
    return new BaseUrl(config.value("backstop.base-url").orElse("http://127.0.0.1:8080"));
  }

  /** The address of {@code path}, which begins with a slash. */
  public String at(String path) {
    return value + path;
  }

  /** The host; empty where the address has none. */
  public Optional<String> host() {
    return Optional.ofNullable(URI.create(value).getHost());
  }
}
