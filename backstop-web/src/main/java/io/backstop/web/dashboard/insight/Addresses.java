package io.backstop.web.dashboard.insight;

import io.backstop.web.dashboard.DashboardCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses of pages in a call's workspace. */
final class Addresses {

  private final String home;

  Addresses(DashboardCall call) {
    home =
        call.request().getContextPath() + "/dashboard/w/" + call.workspace().slug().value() + "/";
  }

  String of(String path) {
    return home + path;
  }

  String of(String path, String id) {
    return home + path + "/" + id;
  }

  /** With what is asked for; empty texts are left out. */
  String of(String path, Map<String, String> asked, String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(asked);
    all.put(name, value);
    String query =
        all.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return home + path + (query.isEmpty() ? "" : "?" + query);
  }
}
