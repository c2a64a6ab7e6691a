package io.backstop.web.hosted;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a hosted page lives: the address a browser asked for, taken apart.
 *
 * @param path the absolute path, token included, without query
 * @param token what follows the surface's name; opens the link, so never logged
 * @param modal whether the page stands in a frame on the merchant's page
 */
record HostedAddress(String path, String token, boolean modal) {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /** The address, unless it is one that no link has: no token, a foreign character, a sub path. */
  static Optional<HostedAddress> of(HttpServletRequest request) {
    String rest = request.getPathInfo();
    if (rest == null || !TOKEN.matcher(rest.substring(1)).matches()) {
      return Optional.empty();
    }
    String path = request.getContextPath() + request.getServletPath() + rest;
    boolean modal = "modal".equals(request.getParameter("embed"));
    return Optional.of(new HostedAddress(path, rest.substring(1), modal));
  }

  /** The same page again, for a link, a form or a redirect. */
  String again() {
    return with("");
  }

  /** The same page with more parameters, or none where {@code query} is an empty text. */
  String with(String query) {
    return path + parameters(query);
  }

  /**
   * Another hosted page, for a link or a redirect; in the frame, when this one is in it.
   *
   * @param page its path from Backstop's root
   * @param query parameters, or an empty text
   */
  String elsewhere(String page, String query) {
    String root = path.substring(0, path.lastIndexOf('/', path.lastIndexOf('/') - 1));
    return root + page + parameters(query);
  }

  private String parameters(String query) {
    String all = modal && !query.isEmpty() ? "embed=modal&" + query : modal ? "embed=modal" : query;
    return all.isEmpty() ? "" : "?" + all;
  }

  @Override
  public String toString() {
    return "HostedAddress[…]";
  }
}
