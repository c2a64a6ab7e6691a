package io.backstop.workshop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The flows that ship to begin with, the simplest first. */
public final class FlowTemplates {

  private static final List<FlowTemplate> ALL =
      Stream.of(
              "only-goodbye",
              "survey-only",
              "price-first",
              "pause-first",
              "gift-a-month",
              "trial-rescue",
              "stories-and-offer",
              "talk-to-us",
              "downgrade-ladder",
              "annual-switch",
              "b2b-careful",
              "win-back-mix")
          .map(FlowTemplates::load)
          .toList();

  private FlowTemplates() {}

  /** Every template, in the order to show them. */
  public static List<FlowTemplate> all() {
    return ALL;
  }

  /** The template of that id, if there is one. */
  public static Optional<FlowTemplate> find(String id) {
    return ALL.stream().filter(template -> template.id().equals(id)).findFirst();
  }

  private static FlowTemplate load(String id) {
    String path = "/flows/templates/" + id + ".json";
    try (InputStream in = FlowTemplates.class.getResourceAsStream(path)) {
      String document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String key = "template." + id;
      return new FlowTemplate(id, key + ".title", key + ".text", document);
    } catch (IOException e) {
      throw new UncheckedIOException("the templates are part of this archive", e);
    }
  }
}
