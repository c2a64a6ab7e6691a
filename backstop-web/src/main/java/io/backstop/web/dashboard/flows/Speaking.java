package io.backstop.web.dashboard.flows;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

/** The request of somebody who speaks one language, whatever his browser says. */
final class Speaking extends HttpServletRequestWrapper {

  private final String language;

  Speaking(HttpServletRequest request, String language) {
    super(request);
    this.language = language;
  }

  @Override
  public String getHeader(String name) {
    return name.equalsIgnoreCase("Accept-Language") ? language : super.getHeader(name);
  }

  @Override
  public Locale getLocale() {
    return Locale.forLanguageTag(language);
  }

  @Override
  public Enumeration<Locale> getLocales() {
    return Collections.enumeration(List.of(getLocale()));
  }
}
