package io.backstop.workspace;

/**
 * A setting that stands above what the dashboard saves, and where.
 *
 * @param name the whole name, for example {@code backstop.workspace.acme.embed.secret}
 * @param layer which layer it stands in
 */
public record Pin(String name, Layer layer) {

  /** The layers that an operator has. */
  public enum Layer {
    SYSTEM_PROPERTIES,
    ENVIRONMENT,
    OTHER
  }
}
