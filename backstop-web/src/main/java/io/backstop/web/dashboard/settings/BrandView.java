package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.View;
import java.util.List;

/**
 * @param fallback stands where no name is set
 * @param contrast how well text on the colour reads, in words
 * @param logo the address of the uploaded one, or an empty text
 * @param error the key of what was wrong, or an empty text
 */
public record BrandView(
    boolean mayChange,
    String fallback,
    String name,
    String namePinned,
    String color,
    String colorPinned,
    Swatch swatch,
    String contrast,
    List<String> themes,
    String theme,
    String themePinned,
    String logo,
    String logoPinned,
    String error)
    implements View {

  @Override
  public String template() {
    return "brand.xhtml";
  }

  @Override
  public String stem() {
    return "brand";
  }
}
